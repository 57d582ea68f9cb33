package io.sluice.ftrack;

import io.sluice.storage.s3.Rgw;
import io.sluice.storage.s3.TestingS3;
import java.io.IOException;

/** The finished WAR running by itself, behind an Nginx, with a bucket of Ceph. */
class FtrackOnRgwBySelfBehindNginxIT extends FtrackS3FrontContract {
  @Override
  TestingServer server() {
    return new SelfRunningServer();
  }

  @Override
  TestingS3 s3() throws IOException {
    return Rgw.get();
  }
}
