package io.sluice.cli;

import io.sluice.app.SluiceConfig;
import io.sluice.events.Job;
import io.sluice.events.OutboxFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice encode}: the jobs that make review media of uploads. */
@Command(
    name = "encode",
    description = {
      "List the jobs that make review media of uploads, and let failed ones be tried again.",
      "Works beside a running gateway, as its user."
    },
    synopsisSubcommandLabel = "COMMAND",
    mixinStandardHelpOptions = true)
final class EncodeCommand {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Command(
      name = "list",
      description = "One line a job: id, state, component, attempts, and why the last one failed.")
  int list(
      @Mixin ConfigOption configuration,
      @Option(names = "--failed", description = "Only those that were set aside.")
          boolean onlyFailed)
      throws Exception {
    OutboxFolder jobs = jobs(configuration);
    PrintWriter out = spec.commandLine().getOut();
    if (!onlyFailed) {
      jobs.jobs(/* failed= */ false).forEach(job -> out.println(line(job, state(job))));
    }
    jobs.jobs(/* failed= */ true).forEach(job -> out.println(line(job, "failed")));
    out.flush();
    return 0;
  }

  private static String state(Job job) {
    if (job.state().isRunning()) {
      return job.kind().equals("tell") ? "telling" : "encoding";
    }
    return job.kind().equals("tell") ? "to-tell" : "waiting";
  }

  private static String line(Job job, String state) {
    String component = job.fact("component").isEmpty() ? "?" : job.fact("component");
    String error = Objects.requireNonNullElse(job.state().error(), "");
    int attempts = job.state().attempts();
    return String.join(" ", job.id(), state, component, Integer.toString(attempts), error).strip();
  }

  @Command(name = "retry", description = "Let failed jobs be tried again, from the first attempt.")
  int retry(
      @Mixin ConfigOption configuration,
      @Parameters(paramLabel = "ID", arity = "0..*") @Nullable List<String> ids,
      @Option(names = "--all", description = "All that failed.") boolean all)
      throws Exception {
    OutboxFolder jobs = jobs(configuration);
    return each(jobs, ids, all, "will be tried again", jobs::retry);
  }

  @Command(name = "drop", description = "Forget failed jobs.")
  int drop(
      @Mixin ConfigOption configuration,
      @Parameters(paramLabel = "ID", arity = "0..*") @Nullable List<String> ids,
      @Option(names = "--all", description = "All that failed.") boolean all)
      throws Exception {
    OutboxFolder jobs = jobs(configuration);
    return each(jobs, ids, all, "dropped", jobs::drop);
  }

  /** Something that is done to a failed job. */
  private interface Change {
    boolean of(String id) throws IOException;
  }

  private int each(
      OutboxFolder jobs, @Nullable List<String> ids, boolean all, String done, Change change)
      throws IOException {
    List<String> chosen = new ArrayList<>(ids == null ? List.of() : ids);
    if (chosen.isEmpty() != all) {
      throw new ParameterException(spec.commandLine(), "give ids, or --all");
    }
    if (all) {
      jobs.jobs(/* failed= */ true).forEach(job -> chosen.add(job.id()));
    }
    int missing = 0;
    PrintWriter out = spec.commandLine().getOut();
    for (String id : chosen) {
      try {
        boolean isDone = change.of(id);
        out.println(id + " " + (isDone ? done : "is no failed job"));
        missing += isDone ? 0 : 1;
      } catch (IOException e) { // One that cannot be read must not keep back the others.
        out.println(id + " " + e);
        missing++;
      }
    }
    out.flush();
    return missing == 0 ? 0 : 1;
  }

  private OutboxFolder jobs(ConfigOption configuration) throws Exception {
    SluiceConfig config = configuration.read();
    Path folder = config.encodeFolder();
    if (folder == null) {
      throw new IOException("the configuration does not switch encoding on (encode.enabled)");
    }
    return new OutboxFolder(folder);
  }
}
