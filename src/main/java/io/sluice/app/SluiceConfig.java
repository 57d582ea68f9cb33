package io.sluice.app;

import io.sluice.config.Secret;
import io.sluice.config.Section;
import io.sluice.config.Settings;
import io.sluice.delivery.FrontConfig;
import io.sluice.encode.EncodeConfig;
import io.sluice.ftrack.FtrackConfig;
import io.sluice.media.image.ImagesConfig;
import io.sluice.media.video.VideoConfig;
import io.sluice.resize.ResizeConfig;
import io.sluice.source.http.HttpSourceConfig;
import io.sluice.storage.StoreSettings;
import io.sluice.storage.file.FileStoreConfig;
import io.sluice.storage.s3.S3StoreConfig;
import io.sluice.thumbor.ThumborConfig;
import io.sluice.variant.VariantsConfig;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * All settings, read by the rooms that own them.
 *
 * @param publicUrl as browsers and the ftrack server see this server, without a slash at its end
 * @param front the hand-over with Nginx; null when Sluice serves by itself
 * @param stores by name
 * @param ftrack the ftrack door; null when it is closed
 * @param thumbor the Thumbor door; null when it is closed
 * @param resize the resize door; null when it is closed
 * @param variants where what is made is kept
 * @param images limits of what is made of pictures
 * @param httpSources limits of what is fetched from other servers
 * @param video limits of what is made of videos
 * @param encode what is made of uploads; null when nothing is
 * @param corsOrigins whose pages may use this server; {@code *} for all
 * @param metricsToken that a scraper must send; null when metrics are open
 * @param log form and level of the log
 * @param server address and port of the self-running server
 * @param nginx values that only the rendered Nginx files need
 */
public record SluiceConfig(
    URI publicUrl,
    @Nullable FrontConfig front,
    Map<String, StoreSettings> stores,
    @Nullable FtrackConfig ftrack,
    @Nullable ThumborConfig thumbor,
    @Nullable ResizeConfig resize,
    VariantsConfig variants,
    ImagesConfig images,
    HttpSourceConfig httpSources,
    VideoConfig video,
    @Nullable EncodeConfig encode,
    List<String> corsOrigins,
    @Nullable Secret metricsToken,
    LogConfig log,
    ServerConfig server,
    NginxConfig nginx) {

  /** The kinds of store there are. */
  private enum StoreKind {
    FILE,
    S3,
    GCS
  }

  /**
   * Reads every section; call {@link Settings#finish} afterwards to learn of the faults.
   *
   * @param settings file and environment
   * @return the settings, not to be used when there are faults
   */
  public static SluiceConfig read(Settings settings) {
    Section root = settings.root();
    SluiceConfig config =
        new SluiceConfig(
            root.httpAddress("public-url", URI.create("http://127.0.0.1:9000")),
            FrontConfig.read(root.section("front")),
            stores(root.section("stores")),
            FtrackConfig.read(root.section("ftrack")),
            ThumborConfig.read(root.section("thumbor")),
            ResizeConfig.read(root.section("resize")),
            VariantsConfig.read(
                root.section("variants"), root.section("ftrack").text("store", "main")),
            ImagesConfig.read(root.section("images")),
            HttpSourceConfig.read(root.section("sources").section("http")),
            VideoConfig.read(root.section("video")),
            EncodeConfig.read(root.section("encode")),
            corsOrigins(root.section("cors")),
            root.section("metrics").secret("token"),
            LogConfig.read(root.section("log")),
            ServerConfig.read(root.section("server")),
            NginxConfig.read(root.section("front").section("nginx")));
    config.checkReferences(settings);
    return config;
  }

  /**
   * The stores on this machine.
   *
   * @return by name, in the order of the configuration
   */
  public Map<String, FileStoreConfig> fileStores() {
    Map<String, FileStoreConfig> files = new LinkedHashMap<>();
    stores.forEach(
        (name, store) -> {
          if (store instanceof FileStoreConfig file) {
            files.put(name, file);
          }
        });
    return files;
  }

  private void checkReferences(Settings settings) {
    for (FileStoreConfig store : fileStores().values()) {
      // A root that is missing is a fault of its own, and stands for no folder.
      if (front != null && store.root().isAbsolute() && front.spool().startsWith(store.root())) {
        settings.fault(
            "front.spool", "lies in stores." + store.name() + ".root, which is the store's alone");
      }
    }
    if (nginx.hasVerdictCache()
        && ftrack != null
        && stores.get(ftrack.store()) instanceof S3StoreConfig) {
      settings.fault("front.nginx.verdict-cache", "is for a file store; leave it out");
    }
    checkThumbor(settings);
    checkResize(settings);
    if (encode != null && ftrack != null && stores.containsKey(ftrack.store())) {
      if (encodeFolder() == null) {
        settings.fault("encode.state", "is missing: with a bucket, jobs need a folder here");
      }
      boolean isAsked = thumbor != null || resize != null;
      if (!isAsked && !stores.containsKey(variants.store())) {
        settings.fault("variants.store", "no store is named \"" + variants.store() + "\"");
      }
    }
    if (ftrack != null && !stores.containsKey(ftrack.store())) {
      settings.fault("ftrack.store", "no store is named \"" + ftrack.store() + "\" below stores");
    }
    if (ftrack == null) {
      settings.fault("ftrack", "no door is open; give at least ftrack.secret");
    }
  }

  /**
   * The folder of the jobs that encode.
   *
   * @return null when nothing is encoded, or nobody says where the folder is
   */
  public @Nullable Path encodeFolder() {
    if (encode == null || ftrack == null || encode.state() != null) {
      return encode == null ? null : encode.state();
    }
    return stores.get(ftrack.store()) instanceof FileStoreConfig file
        ? file.root().resolve("encode")
        : null;
  }

  /** Where programs that make pictures work: on the disk that takes what they make. */
  Path scratch() {
    StoreSettings settings = Objects.requireNonNull(stores.get(variants.store()));
    if (settings instanceof FileStoreConfig file) {
      return file.root().resolve("scratch");
    }
    Path staging = settings instanceof S3StoreConfig s3 ? s3.limits().staging() : null;
    return staging == null ? Path.of(System.getProperty("java.io.tmpdir")) : staging;
  }

  private void checkResize(Settings settings) {
    if (resize == null) {
      return;
    }
    if (!stores.containsKey(resize.store())) {
      settings.fault("resize.store", "no store is named \"" + resize.store() + "\" below stores");
    } else if (front != null && ftrack != null && !resize.store().equals(ftrack.store())) {
      settings.fault("resize.store", "Nginx serves one store: give that of ftrack.store");
    } else if (resize.site() != null && stores.get(resize.store()) instanceof FileStoreConfig) {
      settings.fault("resize.site", "is for a bucket; leave it out");
    }
    if (resize.components() && ftrack == null) {
      settings.fault("resize.components", "needs the section ftrack, whose store has them");
    } else if (resize.components() && resize.site() != null) {
      // A bucket with a website is open to whoever knows a key, and these are in the pages.
      settings.fault("resize.components", "shows pages the keys of an open bucket; not with site");
    }
  }

  private void checkThumbor(Settings settings) {
    if (thumbor == null && resize == null) {
      return;
    }
    if (!stores.containsKey(variants.store())) {
      settings.fault("variants.store", "no store is named \"" + variants.store() + "\"");
    } else if (front != null && ftrack != null && !variants.store().equals(ftrack.store())) {
      settings.fault(
          "variants.store", "Nginx serves one store: leave it out, or give that of ftrack.store");
    }
    for (String name : thumbor == null ? List.<String>of() : thumbor.stores()) {
      if (!stores.containsKey(name)) {
        settings.fault("thumbor.stores", "no store is named \"" + name + "\" below stores");
      }
    }
  }

  private static Map<String, StoreSettings> stores(Section section) {
    Map<String, StoreSettings> stores = new LinkedHashMap<>();
    section
        .sections()
        .forEach(
            (name, store) -> {
              if (!name.matches("[a-z0-9][a-z0-9-]{0,31}")) {
                store.fault("kind", "a store's name has a-z, 0-9 and dashes, 32 at most");
              }
              StoreKind kind = store.choice("kind", StoreKind.FILE, StoreKind.class);
              stores.put(
                  name,
                  switch (kind) {
                    case FILE -> FileStoreConfig.read(name, store);
                    case S3 -> S3StoreConfig.read(name, store, S3StoreConfig.Dialect.S3);
                    case GCS -> S3StoreConfig.read(name, store, S3StoreConfig.Dialect.GCS);
                  });
            });
    return stores;
  }

  private static List<String> corsOrigins(Section section) {
    List<String> origins = new ArrayList<>();
    for (String origin : section.texts("origins", List.of("*"))) {
      if (!origin.equals("*") && !origin.matches("https?://[a-z0-9.\\[\\]:-]+")) {
        section.fault(
            "origins",
            "\""
                + origin
                + "\" is not * or scheme://host[:port] in lower case, as browsers send it");
      } else {
        origins.add(origin);
      }
    }
    return List.copyOf(origins);
  }
}
