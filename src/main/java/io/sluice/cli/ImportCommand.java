package io.sluice.cli;

import io.sluice.app.SluiceConfig;
import io.sluice.ftrack.FtrackConfig;
import io.sluice.storage.file.FileStore;
import io.sluice.storage.file.FileStoreConfig;
import io.sluice.storage.file.ImportFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice import}: takes over the attachments that an ftrack server kept by itself. */
@Command(
    name = "import",
    description = {
      "Take over an ftrack server's own attachments folder.",
      "Files lie in it as a/7/3/9/4f1e-a474-417b-8962-0c9b5d719ff7 for the component"
          + " a7394f1e-a474-417b-8962-0c9b5d719ff7. Nothing in the folder is changed. Components"
          + " that the store has already are skipped, so an import that was cut off is simply run"
          + " again. It runs beside a serving gateway, as the gateway's user."
    },
    footer = {
      "",
      "A linked component shares its bytes with the original: it takes no space, and deleting or"
          + " replacing the original does no harm, but a program that writes into the original in"
          + " place changes the component too.",
      "",
      "Exit code: 0 done, 1 something could not be imported, 2 wrong usage."
    },
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  @Mixin private ConfigOption configuration = new ConfigOption();

  @Mixin private ProgressOption progress = new ProgressOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "FOLDER",
      description = "The attachments folder, such as data/attachments.")
  private Path folder = Path.of("");

  @Option(
      names = "--store",
      paramLabel = "NAME",
      description = "The store to import into. Default: the store of the ftrack door.")
  private @Nullable String name;

  /** At most one of the two. */
  static final class WayOption {
    @Option(
        names = "--link",
        description = "Use hard links only; fails where the folder is on another mount.")
    boolean isLink;

    @Option(
        names = "--copy",
        description = "Copy every byte. Default: hard links where they can be made, else copies.")
    boolean isCopy;
  }

  @ArgGroup private @Nullable WayOption way;

  @Option(names = "--dry-run", description = "Only say what would be imported.")
  private boolean isDryRun;

  @Override
  public Integer call() throws Exception {
    SluiceConfig config = configuration.read();
    FileStoreConfig storeConfig = Stores.named(config, storeName(config), spec);
    if (!Files.isDirectory(folder)) {
      throw new ParameterException(spec.commandLine(), folder + " is no folder");
    }
    Path root = folder.toRealPath();
    try (FileStore store = Stores.open(storeConfig, Clock.systemUTC())) {
      Path objects = store.objects().toRealPath();
      if (objects.startsWith(root) || root.startsWith(storeConfig.root().toRealPath())) {
        throw new IOException("the folder and the store lie in one another");
      }
      return run(root, store);
    }
  }

  private int run(Path root, FileStore store) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    AttachmentTree tree = AttachmentTree.read(root);
    ImportReport report = new ImportReport(out);
    tree.others().forEach(report::notOurs);
    tree.failures().forEach(report::failed);
    ImportFile.Way chosen = chosen(tree, store);
    boolean isCopy = chosen == ImportFile.Way.COPY;
    out.println((isCopy ? "copying " : "linking ") + tree.text() + " into store " + store.name());
    ProgressOption.Unit unit = isCopy ? ProgressOption.Unit.BYTES : ProgressOption.Unit.FILES;
    long total = isCopy ? tree.bytes() : tree.files().size();
    try (Progress bar = progress.start(spec.commandLine().getErr(), "import", unit, total)) {
      report.show(bar);
      new ImportAttachments(store, chosen, isDryRun, report).run(tree);
    }
    report.summary(isDryRun);
    return report.hasFailures() ? 1 : 0;
  }

  private ImportFile.Way chosen(AttachmentTree tree, FileStore store) throws IOException {
    if (way != null) {
      return way.isCopy ? ImportFile.Way.COPY : ImportFile.Way.LINK;
    }
    return tree.canBeLinkedInto(store) ? ImportFile.Way.LINK : ImportFile.Way.COPY;
  }

  private String storeName(SluiceConfig config) {
    FtrackConfig ftrack = config.ftrack();
    return name == null ? Objects.requireNonNull(ftrack).store() : name;
  }
}
