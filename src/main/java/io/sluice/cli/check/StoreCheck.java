package io.sluice.cli.check;

import io.sluice.app.SluiceConfig;
import io.sluice.delivery.FrontConfig;
import io.sluice.http.HttpErrorException;
import io.sluice.storage.StoreSettings;
import io.sluice.storage.file.FileStore;
import io.sluice.storage.file.FileStoreConfig;
import io.sluice.storage.s3.S3Store;
import io.sluice.storage.s3.S3StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** The stores on this machine, and the spool before them. */
final class StoreCheck {
  /** So many times the least free space is when to think of a new disk. */
  private static final long SOON = 10;

  private final SluiceConfig config;
  private final Clock clock;
  private final boolean writes;
  private final Findings findings;

  StoreCheck(SluiceConfig config, Clock clock, boolean writes, Findings findings) {
    this.config = config;
    this.clock = clock;
    this.writes = writes;
    this.findings = findings;
  }

  void run() throws IOException {
    for (StoreSettings settings : config.stores().values()) {
      if (settings instanceof S3StoreConfig bucket) {
        bucket(bucket);
      }
    }
    for (FileStoreConfig store : config.fileStores().values()) {
      String topic = "store " + store.name();
      if (!Files.isDirectory(store.root())) {
        findings.fail(
            topic,
            store.root() + " is no folder",
            "Make the folder for the gateway's user, or mount its disk.");
      } else if (!Files.isReadable(store.root()) || !Files.isWritable(store.root())) {
        findings.fail(
            topic,
            store.root() + " is not ours to write: we are " + System.getProperty("user.name"),
            "Run the gateway, and this check, as the folder's owner.");
      } else if (!FileStore.isStore(store.root())) {
        findings.warn(topic, "not made yet", "The gateway makes it when it starts.");
      } else {
        open(topic, store);
      }
    }
  }

  private void bucket(S3StoreConfig bucket) throws IOException {
    String topic = "store " + bucket.name();
    try (S3Store store = writes ? S3Store.open(bucket, clock) : S3Store.look(bucket, clock)) {
      if (writes) {
        store.probe();
      }
      findings.ok(topic, "bucket " + bucket.bucket() + (writes ? " takes an object" : " answers"));
    } catch (IOException e) {
      findings.fail(
          topic,
          String.valueOf(e.getMessage()),
          "Compare bucket, region, endpoint and keys; sluice s3-setup --check looks closer.");
    }
    FrontConfig front = config.front();
    if (front != null) {
      new SpoolCheck(front, clock, writes, findings).run(null);
    }
  }

  private void open(String topic, FileStoreConfig storeConfig) throws IOException {
    try (FileStore store = FileStore.open(storeConfig, clock)) {
      if (writes) {
        store.probe();
      }
      findings.ok(topic, storeConfig.root() + (writes ? " takes a file" : " is a store"));
      owner(topic, store);
      space(topic, store, storeConfig);
      FrontConfig front = config.front();
      if (front != null) {
        new SpoolCheck(front, clock, writes, findings).run(store);
      }
    } catch (IOException e) {
      findings.fail(topic, "takes no file: " + e, "Mend the disk or the folder's rights.");
    }
  }

  private void owner(String topic, FileStore store) throws IOException {
    Path objects = store.objects();
    String owner = Files.getOwner(objects).getName();
    if (!owner.equals(System.getProperty("user.name"))) {
      findings.warn(
          topic,
          "it belongs to " + owner + ", and this check runs as " + System.getProperty("user.name"),
          "Run the check as the gateway's user, so that it sees what the gateway sees.");
    }
  }

  private void space(String topic, FileStore store, FileStoreConfig storeConfig)
      throws IOException {
    String free = SizeText.of(store.freeBytes()) + " free";
    String least = ", uploads need " + SizeText.of(storeConfig.minFreeBytes()) + " to stay free";
    try {
      store.admit(0);
    } catch (HttpErrorException e) {
      findings.fail(topic, free + least + ": " + e.error().text(), "Make room, or add a disk.");
      return;
    }
    if (store.freeBytes() / SOON < storeConfig.minFreeBytes()) {
      findings.warn(topic, free + least, "Make room soon: uploads are refused below that.");
    } else {
      findings.ok(topic, free);
    }
  }
}
