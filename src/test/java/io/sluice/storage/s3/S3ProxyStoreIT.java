package io.sluice.storage.s3;

import java.io.IOException;

class S3ProxyStoreIT extends S3StoreContract {
  @Override
  TestingS3 server() throws IOException {
    return S3Proxy.get();
  }
}
