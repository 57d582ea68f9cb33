package io.sluice.ftrack;

import io.sluice.storage.s3.S3Proxy;
import java.io.IOException;

/** The finished WAR running by itself with a bucket of S3Proxy: every byte goes through it. */
class FtrackOnS3BySelfIT extends FtrackServerContract implements FtrackS3Contract {
  @Override
  TestingServer server() {
    return new SelfRunningServer();
  }

  @Override
  boolean isFronted() {
    return false;
  }

  @Override
  TestingStorage storage() throws IOException {
    return new S3Storage(S3Proxy.get());
  }
}
