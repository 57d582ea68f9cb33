package io.sluice.cli;

import io.sluice.app.NginxConfig;
import io.sluice.app.SluiceConfig;
import io.sluice.delivery.FrontConfig;
import io.sluice.ftrack.FtrackConfig;
import io.sluice.storage.StoreSettings;
import io.sluice.storage.file.FileStoreConfig;
import io.sluice.storage.s3.S3Origin;
import io.sluice.storage.s3.S3StoreConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice nginx}: writes the Nginx files that fit the configuration. */
@Command(
    name = "nginx",
    description = {
      "Render the Nginx files for this configuration.",
      "The folder then holds conf.d/ and sluice/, to be included into an Nginx of your own, and"
          + " nginx.conf for one of its own: nginx -p FOLDER -c nginx.conf."
    },
    mixinStandardHelpOptions = true)
final class NginxCommand implements Callable<Integer> {
  @Mixin private ConfigOption configuration = new ConfigOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FOLDER",
      description = "Where to write; made when missing. Default: ${DEFAULT-VALUE}.")
  private Path output = Path.of("nginx-conf");

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description =
          "The user of Nginx's workers, who must be Sluice's own; only for an Nginx that root"
              + " starts. Default: the user who renders, when that is root, else no directive.")
  private @Nullable String user;

  @Option(
      names = "--env",
      description = "Write no files; print the values as NAME=value lines for envsubst.")
  private boolean printsValues;

  @Override
  public Integer call() throws Exception {
    Map<String, String> values = values(configuration.read()).toMap();
    PrintWriter out = spec.commandLine().getOut();
    if (printsValues) {
      values.forEach((name, value) -> out.println(name + "='" + value + "'"));
      return 0;
    }
    Path folder = output.toAbsolutePath().normalize();
    Files.createDirectories(folder);
    refuseForeign(folder.resolve("nginx.conf"));
    NginxTemplates.render(values, folder);
    Files.createDirectories(Path.of(values.get("SLUICE_NGINX_LOG_DIR")));
    Files.createDirectories(Path.of(values.get("SLUICE_NGINX_CACHE_DIR")));
    out.println("Rendered " + NginxTemplates.names().size() + " files into " + folder);
    out.println("Try them with: nginx -t -p " + folder + " -c nginx.conf");
    return 0;
  }

  /** Somebody's own nginx.conf must not be lost to a wrong folder. */
  private static void refuseForeign(Path main) throws IOException {
    if (Files.exists(main) && !Files.readString(main).startsWith(NginxTemplates.MAIN_BEGINS)) {
      throw new IOException(
          main
              + " is an Nginx configuration of another kind; render into a folder of its own and"
              + " include conf.d/ and sluice/ from there");
    }
  }

  private NginxValues values(SluiceConfig config) throws IOException {
    FrontConfig front = config.front();
    FtrackConfig ftrack = config.ftrack();
    if (front == null || ftrack == null) {
      throw new IOException(
          "the configuration has no front section; give front.proxy-token and front.spool");
    }
    StoreSettings store = config.stores().get(ftrack.store());
    if (store == null) {
      throw new IOException("no store is named " + ftrack.store());
    }
    NginxConfig nginx = config.nginx();
    Path folder = output.toAbsolutePath().normalize();
    String logs =
        nginx.logFolder().isEmpty() ? folder.resolve("logs").toString() : nginx.logFolder();
    String cache =
        nginx.cacheFolder().isEmpty() ? folder.resolve("cache").toString() : nginx.cacheFolder();
    String prefix = config.publicUrl().getRawPath();
    try {
      return new NginxValues(
          new NginxSite(
              nginx.listen(),
              nginx.serverName(),
              prefix == null ? "" : prefix,
              config.corsOrigins().contains("*") ? List.of() : config.corsOrigins(),
              workerUser(),
              config.resize() == null ? null : config.resize().maxAge()),
          new NginxApp(nginx.app(), config.server().contextPath(), front.proxyToken().reveal()),
          new NginxFolders(
              front.spool().toString(),
              store.name(),
              store instanceof FileStoreConfig file
                  ? file.root().resolve("objects").toString()
                  : cache,
              logs,
              cache),
          new NginxLimits(
              Long.toString(ftrack.maxBytes()),
              nginx.rateGet() + "r/s",
              nginx.ratePut() + "r/s",
              nginx.putConnections(),
              nginx.unlimited()),
          nginx.hasVerdictCache(),
          store instanceof S3StoreConfig s3 ? bucket(s3, nginx) : null);
    } catch (IllegalArgumentException e) {
      throw new IOException("these settings do not fit into Nginx files: " + e.getMessage(), e);
    }
  }

  private static NginxBucket bucket(S3StoreConfig store, NginxConfig nginx) {
    return new NginxBucket(
        S3Origin.of(store),
        nginx.certificates(),
        (nginx.cacheBytes() >> 20) + "m",
        (nginx.sliceBytes() >> 10) + "k");
  }

  private String workerUser() {
    if (user != null) {
      return user;
    }
    return "root".equals(System.getProperty("user.name")) ? "root" : "";
  }
}
