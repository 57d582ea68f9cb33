package io.sluice.cli;

import io.sluice.app.SluiceConfig;
import io.sluice.cli.check.Check;
import io.sluice.cli.check.Finding;
import io.sluice.cli.check.Findings;
import io.sluice.config.ConfigException;
import io.sluice.config.Fault;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice check}: names each trap that can be seen from outside, with its cure. */
@Command(
    name = "check",
    description = {
      "Look at a running gateway and name each trap, with its cure.",
      "It looks at the configuration, the store and the spool on this machine, the application at"
          + " its port, and at what clients see through the Nginx in front. Run it as the"
          + " gateway's user, on its machine. A component of a random id is stored and removed"
          + " again."
    },
    footer = {"", "Exit code: 0 nothing failed, 1 something did, 2 wrong usage."},
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  @Mixin private ConfigOption configuration = new ConfigOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--url",
      paramLabel = "URL",
      description = "Where clients reach the gateway. Default: public-url.")
  private @Nullable URI url;

  @Option(
      names = "--no-write",
      description = "Only look: store nothing, and write no probe into store and spool.")
  private boolean onlyLooks;

  @Override
  public Integer call() throws Exception {
    URI given = url == null ? null : requireHttp(url);
    PrintWriter out = spec.commandLine().getOut();
    Findings findings =
        new Findings(
            finding -> {
              out.println(finding);
              out.flush();
            });
    try {
      SluiceConfig config = configuration.read();
      URI address = given == null ? config.publicUrl() : given;
      new Check(config, address, !onlyLooks, Clock.systemUTC(), findings).run();
    } catch (ConfigException e) {
      for (Fault fault : e.faults()) {
        findings.fail("configuration", fault.toString(), "Correct it: the gateway does not start.");
      }
    }
    int failed = findings.count(Finding.Level.FAIL);
    out.printf("%d failed, %d warnings%n", failed, findings.count(Finding.Level.WARN));
    out.flush();
    return failed > 0 ? 1 : 0;
  }

  private URI requireHttp(URI given) {
    boolean isHttp = "http".equals(given.getScheme()) || "https".equals(given.getScheme());
    if (!isHttp || given.getHost() == null || given.getRawQuery() != null) {
      throw new ParameterException(
          spec.commandLine(), "--url must be an http or https address without a query");
    }
    String text = given.toString();
    return text.endsWith("/") ? URI.create(text.substring(0, text.length() - 1)) : given;
  }
}
