package io.sluice.ftrack;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.s3.TestingS3;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the ftrack door promises, whatever server runs the WAR and whether an Nginx stands before
 * it. One gateway serves all tests of a class; each test works on ids of its own.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FtrackServerContract
    implements FtrackPutContract,
        FtrackGetContract,
        FtrackRemoveContract,
        FtrackCorsContract,
        FtrackSignatureContract,
        FtrackBadInputContract,
        FtrackSlowClientContract,
        FtrackThumbnailContract,
        FtrackOperationsContract {
  private TestingGateway gateway;

  /** The server to run the WAR in. */
  abstract TestingServer server();

  /** Whether an Nginx stands before it. */
  abstract boolean isFronted();

  /** Where it keeps the components. */
  TestingStorage storage() throws Exception {
    return new FileStorage();
  }

  @Override
  public TestingGateway gateway() {
    return gateway;
  }

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    Path real = folder.toRealPath();
    gateway = TestingGateway.start(real, server(), storage(), isFronted(), "1PiB");
  }

  @AfterAll
  void stop() throws Exception {
    gateway.close();
    String log = gateway.log();
    assertThat(log).doesNotContain(gateway.signatures());
    assertThat(log).doesNotContain("LEAK", "NullPointerException", "IllegalStateException");
    assertThat(log).doesNotContain("X-Amz-Signature", "AWS4-HMAC-SHA256", TestingS3.SECRET_KEY);
    assertThat(gateway.complaints()).doesNotContain("unexpected status", "[emerg]", "[alert]");
  }
}
