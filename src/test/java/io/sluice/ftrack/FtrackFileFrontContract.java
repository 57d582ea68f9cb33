package io.sluice.ftrack;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Behind an Nginx, with a store on disk: a body is a file that changes hands once. */
abstract class FtrackFileFrontContract extends FtrackFrontContract {
  private final FileStorage storage = new FileStorage();

  @Override
  TestingStorage storage() {
    return storage;
  }

  @Test
  void takesOverAFileThatNginxNames() throws Exception {
    String id = FtrackContract.newId();
    Path file = Files.writeString(gateway().spool().resolve("0099999901"), "spooled");
    assertThat(putFile(id, "" + file).status()).isEqualTo(200);
    requireStored(id, "spooled");
    assertThat(file).doesNotExist();
  }

  @Test
  void storesNothingOfASecondHandOverOfOneFile() throws Exception {
    String id = FtrackContract.newId();
    Path file = Files.writeString(gateway().spool().resolve("0099999908"), "once");
    assertThat(putFile(id, "" + file).status()).isEqualTo(200);
    requireProblem(putFile(FtrackContract.newId(), "" + file), 503, "spool-file-gone");
    requireStored(id, "once");
  }

  @Test
  void refusesAPutWithoutAFileEvenWithABodyThatSaysOff() throws Exception {
    String id = FtrackContract.newId();
    String target =
        gateway().server.contextPath() + "/put?" + gateway().query(Operation.PUT, "id=" + id);
    try (RawHttp http = gateway().connectToApp()) {
      http.head("PUT", target, TOKEN, "Content-Length: 3").send("off");
      requireRefused(http.read(), 411, "spool-file-missing", id);
    }
  }

  @Test
  void makesNoNewStoreWhereTheDiskOfTheOldOneWasMounted() throws Exception {
    String id = FtrackContract.newId();
    Path file = Files.writeString(gateway().spool().resolve("0099999909"), "spooled");
    storage.takeAway();
    try {
      requireProblem(putFile(id, "" + file), 503, "store-failed");
      assertThat(storage.root()).doesNotExist();
    } finally {
      storage.bringBack();
    }
    requireNothingLeft();
  }
}
