package io.sluice.cli;

import io.sluice.app.SluiceConfig;
import io.sluice.storage.file.ByteRate;
import io.sluice.storage.file.FileStore;
import io.sluice.storage.file.FileStoreConfig;
import io.sluice.storage.file.Scrub;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice scrub}: reads every byte of a store and says which are not what they were. */
@Command(
    name = "scrub",
    description = {
      "Read a whole store and report damage.",
      "The first pass makes a SHA-256 for every object, each later pass compares. It runs beside a"
          + " serving gateway, as the gateway's user, and repairs nothing."
    },
    footer = {"", "Exit code: 0 no damage, 1 damage was found or the store failed, 2 wrong usage."},
    mixinStandardHelpOptions = true)
final class ScrubCommand implements Callable<Integer> {
  @Mixin private ConfigOption configuration = new ConfigOption();

  @Mixin private ProgressOption progress = new ProgressOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--store",
      paramLabel = "NAME",
      description = "The store to read. Default: every store of the configuration.")
  private @Nullable String name;

  @Option(
      names = "--rate",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "Read at most so many bytes a second, such as 100MiB. Default: no limit.")
  private long bytesPerSecond;

  @Option(
      names = "--delete-orphans",
      description =
          "Delete files that no object needs and that are older than a day; they are only listed"
              + " otherwise.")
  private boolean deletesOrphans;

  @Override
  public Integer call() throws Exception {
    SluiceConfig config = configuration.read();
    Collection<FileStoreConfig> stores =
        name == null ? config.fileStores().values() : List.of(Stores.named(config, name, spec));
    if (stores.isEmpty()) {
      spec.commandLine().getOut().println("There is no file store; a bucket checks its own bytes.");
    }
    boolean isDamaged = false;
    for (FileStoreConfig store : stores) {
      isDamaged |= scrub(store);
    }
    return isDamaged ? 1 : 0;
  }

  private boolean scrub(FileStoreConfig config) throws IOException, InterruptedException {
    if (!FileStore.isStore(config.root())) {
      throw new IOException("there is no store in " + config.root());
    }
    Clock clock = Clock.systemUTC();
    try (FileStore store = Stores.open(config, clock)) {
      ScrubReport report = new ScrubReport(spec.commandLine().getOut());
      Scrub scrub = new Scrub(store, clock, ByteRate.of(bytesPerSecond), deletesOrphans, report);
      long bytes = progress.isOff ? 0 : scrub.survey().bytes();
      try (Progress bar =
          progress.start(
              spec.commandLine().getErr(), store.name(), ProgressOption.Unit.BYTES, bytes)) {
        report.show(bar);
        scrub.run();
      }
      report.summary(store.name());
      return report.hasDamage();
    }
  }
}
