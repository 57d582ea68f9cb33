package io.sluice.cli;

import io.sluice.app.SluiceConfig;
import io.sluice.auth.QuerySigner;
import io.sluice.config.Secret;
import io.sluice.ftrack.FtrackConfig;
import io.sluice.http.HttpErrorException;
import io.sluice.thumbor.FilterCall;
import io.sluice.thumbor.ThumborConfig;
import io.sluice.thumbor.ThumborRecipe;
import io.sluice.thumbor.ThumborServlet;
import io.sluice.thumbor.ThumborSignature;
import io.sluice.thumbor.ThumborUrl;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice thumbor-url}: prints a URL that works, as ftrack or a Thumbor client makes it. */
@Command(
    name = "thumbor-url",
    description = "Print the signed URL of a thumbnail.",
    mixinStandardHelpOptions = true)
final class ThumborUrlCommand implements Callable<Integer> {
  @Mixin private ConfigOption configuration = new ConfigOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "OPTIONS",
      description = "Such as fit-in/300x300 or 200x200/filters:grayscale().")
  private String options = "";

  @Parameters(
      index = "1",
      paramLabel = "IMAGE",
      description = "A component's id, sluice://STORE/KEY, or the address of an allowed host.")
  private String image = "";

  @Override
  public Integer call() throws Exception {
    SluiceConfig config = configuration.read();
    ThumborConfig thumbor = config.thumbor();
    if (thumbor == null || thumbor.keys().isEmpty()) {
      throw new IOException("there is no thumbor.key in the configuration to sign with");
    }
    String message = options + (options.isEmpty() ? "" : "/") + source(config);
    requireKnown(message);
    String signature = ThumborSignature.sign(thumbor.keys().get(0), message);
    String url = config.publicUrl() + ThumborServlet.ADDRESS + "/" + signature + "/" + message;
    spec.commandLine().getOut().println(url);
    return 0;
  }

  /**
   * Without a scheme and with plain slashes, which stand for http: what every server in between
   * lets through.
   */
  private String source(SluiceConfig config) throws IOException {
    if (!isUuid(image)) {
      int query = image.indexOf('?');
      String rest = query < 0 ? "" : QueryText.encode(image.substring(query));
      String address = query < 0 ? image : image.substring(0, query);
      return address.startsWith("http://")
          ? address.substring("http://".length()) + rest
          : address + rest;
    }
    FtrackConfig ftrack = config.ftrack();
    if (ftrack == null || ftrack.signatures().secrets().isEmpty()) {
      throw new IOException("there is no ftrack.secret in the configuration to sign with");
    }
    Secret secret = ftrack.signatures().secrets().get(0);
    // The end of a signature is padding, whose escape some servers refuse when it is escaped again.
    String query = QuerySigner.sign(secret, "get", "id=" + image).replace("%3D", "");
    String base = config.publicUrl().toString();
    String address = base.substring(base.indexOf("://") + "://".length());
    return address + "/get" + QueryText.encode("?" + query);
  }

  private static boolean isUuid(String text) {
    try {
      return UUID.fromString(text).toString().equalsIgnoreCase(text);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The gateway ignores what it does not know; who types it wants to hear of it. */
  private void requireKnown(String message) {
    List<FilterCall> ignored;
    try {
      ignored = ThumborRecipe.of(ThumborUrl.parse("/unsafe/" + message)).ignored();
    } catch (HttpErrorException e) {
      throw new ParameterException(spec.commandLine(), e.error().text() + " " + e.getMessage());
    }
    if (!ignored.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "unknown here, or with arguments that do not fit: the filter " + ignored.get(0).name());
    }
  }
}
