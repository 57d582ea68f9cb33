package io.sluice.cli;

import io.sluice.app.Logging;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The {@code sluice} program: one subcommand a task. */
@Command(
    name = "sluice",
    description = "A self-hosted media gateway: Nginx moves the bytes, Sluice decides.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = {
      ServeCommand.class,
      SignCommand.class,
      ThumborUrlCommand.class,
      CheckCommand.class,
      FtrackIniCommand.class,
      ScrubCommand.class,
      ImportCommand.class,
      MediaCommand.class,
      EncodeCommand.class,
      NginxCommand.class,
      S3SetupCommand.class,
      HelpCommand.class,
    })
public final class Main {
  /**
   * Runs one command and ends the process with its exit code: 0 done, 1 failed, 2 wrong usage.
   *
   * @param args the command line
   */
  public static void main(String[] args) {
    Logging.configureForCommands();
    int code = commandLine().execute(args);
    if (code != 0) {
      System.exit(code);
    }
  }

  /**
   * The program, for tests.
   *
   * @return a fresh command line
   */
  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (e, command, result) -> {
              command.getErr().println("sluice: " + Failure.text(e));
              return 1;
            });
  }
}
