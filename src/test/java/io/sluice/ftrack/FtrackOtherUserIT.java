package io.sluice.ftrack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An Nginx whose workers run as another user than the app: its spool files cannot be taken over.
 */
class FtrackOtherUserIT {
  private static final String[] AS_NOBODY = {
    "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"
  };

  @TempDir Path folder;

  @Test
  void answers503AndSaysInTheLogHowToMendIt() throws Exception {
    boolean canSwitch =
        "root".equals(System.getProperty("user.name")) && Files.exists(Path.of("/usr/bin/setpriv"));
    assumeTrue(canSwitch, "only root can start the app as somebody else");
    Path home = folder.toRealPath();
    for (Path path : new Path[] {home, home.resolve("store"), home.resolve("spool")}) {
      Files.createDirectories(path);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    }
    TestingServer server = new SelfRunningServer(AS_NOBODY);
    try (TestingGateway gateway = TestingGateway.start(home, server, true, "1GiB")) {
      String id = UUID.randomUUID().toString();
      Path file = Files.writeString(gateway.spool().resolve("0099999909"), "not yours");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
      String target = "/put?" + gateway.query(Operation.PUT, "id=" + id);
      String token = "X-Proxy-Token: " + NginxFront.TOKEN;
      Answer answer = gateway.askApp("PUT", target, token, "X-File: " + file);
      assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
      assertThat(answer.code()).isEqualTo("spool-file-unreadable");
      assertThat(file).hasContent("not yours");
      assertThat(gateway.storage().stored(id)).isEmpty();
      assertThat(gateway.log()).contains("run Nginx workers and Sluice as one user");
    }
  }
}
