package io.sluice.cli;

import io.sluice.app.SluiceConfig;
import io.sluice.media.FileTypes;
import io.sluice.resize.MediaFiles;
import io.sluice.resize.MediaId;
import io.sluice.resize.MediaNames;
import io.sluice.resize.ResizeConfig;
import io.sluice.resize.ResizeFactor;
import io.sluice.storage.ObjectStore;
import io.sluice.storage.StoreSettings;
import io.sluice.storage.file.FileStoreConfig;
import io.sluice.storage.s3.S3Store;
import io.sluice.storage.s3.S3StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice media}: originals and their resizes. */
@Command(
    name = "media",
    description = {
      "Store and remove the originals of resizes, and write their signed addresses.",
      "All of it works beside a serving gateway, as the gateway's user."
    },
    footer = {"", "Exit code: 0 done, 1 failed, 2 wrong usage."},
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND")
final class MediaCommand implements Runnable {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "give a command: see sluice media --help");
  }

  /** Prints a new id and needs no configuration. */
  @Command(name = "generate-id", description = "Print a new id for a file.")
  int generateId(@Parameters(paramLabel = "FILE-NAME") String name) {
    return print(MediaId.generate(name, Clock.systemUTC().instant(), random()).toString());
  }

  @Command(
      name = "put",
      description =
          "Store an original, and print its id. It is never replaced, but with --replace.")
  int put(
      @Mixin ConfigOption configuration,
      @Parameters(paramLabel = "FILE") Path file,
      @Option(
              names = "--id",
              paramLabel = "ID",
              description = "Default: a new one, of the file's name.")
          @Nullable String id,
      @Option(names = "--replace", description = "Replace an original, and end its resizes.")
          boolean replaces)
      throws Exception {
    MediaId media =
        id == null
            ? MediaId.generate(name(file), Clock.systemUTC().instant(), random())
            : MediaId.parse(id);
    String type = FileTypes.byName(media.fileName());
    return with(
        configuration,
        files -> {
          Path staged = files.stage();
          try {
            Files.copy(file, staged, StandardCopyOption.REPLACE_EXISTING);
            files.put(media, staged, type, replaces);
          } finally {
            Files.deleteIfExists(staged);
          }
          return media.toString();
        });
  }

  @Command(name = "delete", description = "Remove an original and all its resizes.")
  int delete(@Mixin ConfigOption configuration, @Parameters(paramLabel = "ID") String id)
      throws Exception {
    MediaId media = MediaId.parse(id);
    return with(configuration, files -> files.delete(media) ? "deleted" : "there was none");
  }

  @Command(
      name = "clear-variants",
      description = "Remove the resizes of an original; they are made again when asked for.")
  int clearVariants(@Mixin ConfigOption configuration, @Parameters(paramLabel = "ID") String id)
      throws Exception {
    MediaId media = MediaId.parse(id);
    return with(configuration, files -> files.clearVariants(media) + " resizes removed");
  }

  @Command(name = "url", description = "Print the signed address of a resize.")
  int url(
      @Mixin ConfigOption configuration,
      @Parameters(paramLabel = "ID") String id,
      @Parameters(paramLabel = "SIZE", description = "such as 400x300") String size,
      @Option(names = "--factor", defaultValue = "fit", description = "fit, fill, or a second size")
          String factor,
      @Option(names = "--quality", defaultValue = "65", description = "1 to 100") int quality,
      @Option(names = "--no-upscale", description = "Leave a smaller original as it is.")
          boolean keepsSmall,
      @Option(names = "--format", description = "such as webp. Default: the original's")
          @Nullable String format)
      throws Exception {
    SluiceConfig config = configuration.read();
    ResizeConfig resize = door(config);
    String[] sides = size.split("x", -1);
    if (!size.matches("[0-9]{1,5}x[0-9]{1,5}")) {
      throw new ParameterException(spec.commandLine(), "a size is like 400x300");
    }
    MediaNames names = MediaNames.signedWith(resize.secrets().get(0).reveal(), resize.signature());
    String name =
        names.resizeName(
            id,
            Integer.parseInt(sides[0]),
            Integer.parseInt(sides[1]),
            ResizeFactor.parse(factor),
            quality,
            !keepsSmall,
            format);
    String base = resize.site() == null ? config.publicUrl() + "/media" : "" + resize.site();
    return print(base + "/" + names.urlPath(id, name));
  }

  /** What a command does with the store; says what it did. */
  private interface Work {
    String on(MediaFiles files) throws IOException;
  }

  private int with(ConfigOption configuration, Work work) throws Exception {
    SluiceConfig config = configuration.read();
    try (ObjectStore store = open(config.stores().get(door(config).store()))) {
      return print(work.on(MediaFiles.in(store)));
    }
  }

  private static ObjectStore open(@Nullable StoreSettings settings) throws IOException {
    if (settings instanceof FileStoreConfig file) {
      return Stores.open(file, Clock.systemUTC());
    }
    if (settings instanceof S3StoreConfig bucket) {
      return S3Store.look(bucket, Clock.systemUTC());
    }
    throw new IOException("resize.store names no store");
  }

  private static ResizeConfig door(SluiceConfig config) throws IOException {
    ResizeConfig resize = config.resize();
    if (resize == null) {
      throw new IOException("the configuration has no resize section; give resize.secret");
    }
    return resize;
  }

  private static SecureRandom random() {
    return new SecureRandom();
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private int print(String line) {
    spec.commandLine().getOut().println(line);
    return 0;
  }
}
