package io.sluice.ftrack;

import io.sluice.storage.s3.S3Proxy;
import java.io.IOException;

/**
 * The finished WAR in a Tomcat with a bucket of S3Proxy and no Nginx: every byte goes through it.
 */
class FtrackOnS3InTomcatIT extends FtrackServerContract implements FtrackS3Contract {
  @Override
  TestingServer server() {
    return new TomcatServer();
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
