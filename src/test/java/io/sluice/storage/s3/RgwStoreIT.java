package io.sluice.storage.s3;

import java.io.IOException;

class RgwStoreIT extends S3StoreContract {
  @Override
  TestingS3 server() throws IOException {
    return Rgw.get();
  }
}
