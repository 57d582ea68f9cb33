package io.sluice.ftrack;

import io.sluice.storage.s3.S3Proxy;
import io.sluice.storage.s3.TestingS3;
import java.io.IOException;

/** The finished WAR running by itself, behind an Nginx, with a bucket of S3Proxy. */
class FtrackOnS3BySelfBehindNginxIT extends FtrackS3FrontContract implements FtrackResizeContract {
  @Override
  TestingServer server() {
    return new SelfRunningServer();
  }

  @Override
  TestingS3 s3() throws IOException {
    return S3Proxy.get();
  }
}
