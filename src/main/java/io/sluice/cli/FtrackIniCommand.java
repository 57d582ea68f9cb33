package io.sluice.cli;

import io.sluice.app.SluiceConfig;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sluice ftrack-ini}: prints what the ftrack server must know of this gateway. */
@Command(
    name = "ftrack-ini",
    description = {
      "Print the lines to paste into ftrack.ini for this configuration.",
      "Warnings go to the error stream, so that the output can be appended to the file."
    },
    mixinStandardHelpOptions = true)
final class FtrackIniCommand implements Callable<Integer> {
  @Mixin private ConfigOption configuration = new ConfigOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--show-secret",
      description = "Print the secret itself too; without this it is only said what it must equal.")
  private boolean showsSecret;

  @Override
  public Integer call() throws Exception {
    SluiceConfig config = configuration.read();
    FtrackIni ini = new FtrackIni(config, showsSecret);
    PrintWriter out = spec.commandLine().getOut();
    ini.lines().forEach(out::println);
    PrintWriter err = spec.commandLine().getErr();
    ini.warnings().forEach(warning -> err.println("warning: " + warning));
    return 0;
  }
}
