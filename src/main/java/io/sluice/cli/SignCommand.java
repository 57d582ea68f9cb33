package io.sluice.cli;

import io.sluice.app.SluiceConfig;
import io.sluice.auth.QuerySigner;
import io.sluice.config.Secret;
import io.sluice.ftrack.FtrackConfig;
import io.sluice.ftrack.Operation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice sign}: prints a URL that works, as ftrack would sign it. */
@Command(
    name = "sign",
    description = "Print a signed URL for put, get or remove of a component.",
    mixinStandardHelpOptions = true)
final class SignCommand implements Callable<Integer> {
  /** A hundred years: the gateway takes no more than twelve digits. */
  private static final long MAX_VALID_SECONDS = 3_155_760_000L;

  @Mixin private ConfigOption configuration = new ConfigOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(index = "0", paramLabel = "OPERATION", description = "put, get or remove.")
  private Operation operation = Operation.GET;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "ID",
      description = "The component's id; a new one when left out.")
  private @Nullable UUID id;

  @Option(names = "--user", description = "Bind the URL to this user.")
  private @Nullable String user;

  @Option(
      names = "--valid",
      paramLabel = "SECONDS",
      description = "Let the URL end after so many seconds. Default: it never ends.")
  private @Nullable Long validSeconds;

  @Override
  public Integer call() throws Exception {
    SluiceConfig config = configuration.read();
    FtrackConfig ftrack = config.ftrack();
    if (ftrack == null || ftrack.signatures().secrets().isEmpty()) {
      throw new IOException("there is no ftrack.secret in the configuration to sign with");
    }
    Secret secret = ftrack.signatures().secrets().get(0);
    String signed = QuerySigner.sign(secret, operation.word(), query());
    spec.commandLine().getOut().println(config.publicUrl() + "/" + operation.word() + "?" + signed);
    return 0;
  }

  private String query() {
    StringBuilder query = new StringBuilder("id=");
    query.append(id == null ? UUID.randomUUID() : id);
    if (user != null) {
      query.append("&user=").append(QueryText.encode(user));
    }
    if (validSeconds != null) {
      if (validSeconds < 1 || validSeconds > MAX_VALID_SECONDS) {
        throw new ParameterException(
            spec.commandLine(), "--valid takes 1 to " + MAX_VALID_SECONDS + " seconds");
      }
      query.append("&timeout=");
      query.append(Instant.now().plus(Duration.ofSeconds(validSeconds)).getEpochSecond());
    }
    return query.toString();
  }
}
