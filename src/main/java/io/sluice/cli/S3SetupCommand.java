package io.sluice.cli;

import io.sluice.app.SluiceConfig;
import io.sluice.storage.s3.BucketPartState;
import io.sluice.storage.s3.BucketSetup;
import io.sluice.storage.s3.BucketWish;
import io.sluice.storage.s3.GatewayPolicy;
import io.sluice.storage.s3.S3StoreConfig;
import java.io.PrintWriter;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sluice s3-setup}: makes or checks the bucket of a store. */
@Command(
    name = "s3-setup",
    description = {
      "Make or check the bucket of a store.",
      "It makes the bucket, opens or closes it to readers without a signature, lets pages of"
          + " cors.origins use it, lets it drop unfinished uploads, and with --website sends clients"
          + " whose object is missing to the gateway. Rules and statements of others stay, except"
          + " a website rule for the same errors. What is said here is what holds afterwards:"
          + " without --public-read a bucket becomes private.",
      "It needs a key that may change the bucket. The gateway's own key need not: give the other one"
          + " for this run as SLUICE_STORES_<NAME>_ACCESS_KEY and _SECRET_KEY. The policy that is"
          + " printed is all that the gateway's key needs."
    },
    footer = {
      "",
      "Each line begins with ok, set, plan, warn or FAIL and the part: what is, then what is wanted.",
      "Exit code: 0 all is as wanted, or planned by --dry-run; 1 something is not, cannot be seen, or"
          + " failed; 2 wrong usage. What a store cannot do and no option asked for is a warning."
    },
    mixinStandardHelpOptions = true)
final class S3SetupCommand implements Callable<Integer> {
  @Mixin private ConfigOption configuration = new ConfigOption();

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--store",
      paramLabel = "NAME",
      description = "A store of kind s3. Default: the ftrack door's.")
  private @Nullable String name;

  @Option(
      names = "--public-read",
      description =
          "Let everybody read objects without a signature. A missing object is then 403: who may"
              + " not list is not told what there is.")
  private boolean isPublic;

  @Option(
      names = "--public-list",
      description =
          "As --public-read, and let everybody list all keys too. A missing object is then 404.")
  private boolean isListed;

  @Option(
      names = "--abort-after",
      paramLabel = "DAYS",
      description = "The age at which the bucket drops an unfinished upload. Default: 7.")
  private int abortAfterDays = 7;

  @Option(
      names = "--website",
      paramLabel = "URL",
      description =
          "Make the bucket a website that answers 302 to this folder for each missing object, such"
              + " as https://media.example.org/media/. Needs --public-read.")
  private @Nullable URI website;

  @ArgGroup private Mode mode = new Mode();

  /** What to do instead of making it so; at most one. */
  static final class Mode {
    @Option(names = "--dry-run", description = "Print what would be sent, and change nothing.")
    private boolean onlyPlans;

    @Option(names = "--check", description = "Compare, and change nothing.")
    private boolean onlyChecks;

    @Option(
        names = "--policy",
        description = "Print the policy for the gateway's own key, and ask nobody.")
    private boolean onlyPrints;
  }

  private final List<BucketPartState> faults = new ArrayList<>();
  private boolean isBucketSeen;

  @Override
  public Integer call() throws Exception {
    BucketWish.Access access = access();
    URI gateway = website == null ? null : folder(website);
    if (abortAfterDays < 1 || abortAfterDays > 365) {
      throw new ParameterException(spec.commandLine(), "--abort-after takes 1 to 365 days");
    }
    SluiceConfig config = configuration.read();
    S3StoreConfig store = Stores.bucket(config, name, spec);
    BucketWish wish = new BucketWish(access, config.corsOrigins(), abortAfterDays, gateway);
    if (mode.onlyPrints) {
      spec.commandLine().getOut().println(GatewayPolicy.json(store));
      return 0;
    }
    try (BucketSetup setup = new BucketSetup(store, wish)) {
      if (mode.onlyChecks) {
        setup.check(this::print);
      } else if (mode.onlyPlans) {
        setup.plan(this::print);
      } else {
        setup.apply(this::print);
      }
    }
    // A refusal is not to be lost above a page of policy.
    if (!mode.onlyChecks && isBucketSeen) {
      PrintWriter out = spec.commandLine().getOut();
      out.println();
      out.println("Policy for the gateway's own key:");
      out.println(GatewayPolicy.json(store));
    }
    return faults.isEmpty() ? 0 : 1;
  }

  private BucketWish.Access access() {
    if (website != null && !isPublic && !isListed) {
      throw new ParameterException(
          spec.commandLine(), "--website needs --public-read: a website signs nothing");
    }
    if (isListed) {
      return BucketWish.Access.READ_AND_LIST;
    }
    return isPublic ? BucketWish.Access.READ : BucketWish.Access.PRIVATE;
  }

  /** What stands behind it in a redirect is a key. */
  private URI folder(URI given) {
    String scheme = String.valueOf(given.getScheme()).toLowerCase(Locale.ROOT);
    String path = String.valueOf(given.getRawPath());
    boolean isFolder =
        (scheme.equals("http") || scheme.equals("https"))
            && given.getHost() != null
            && given.getRawUserInfo() == null
            && given.getRawQuery() == null
            && given.getRawFragment() == null
            && path.matches("(/[A-Za-z0-9._~-]+)*/?");
    if (!isFolder) {
      throw new ParameterException(
          spec.commandLine(),
          "--website must be an http or https address of a folder, without a query");
    }
    return URI.create(path.endsWith("/") ? given.toString() : given + "/");
  }

  private void print(BucketPartState state) {
    PrintWriter out = spec.commandLine().getOut();
    if (state.isFault()) {
      faults.add(state);
    } else {
      isBucketSeen = true;
    }
    // Names that others gave their rules are in it.
    String text = state.text().replaceAll("\\p{Cntrl}+", " ");
    out.printf("%-4s  %s: %s%n", word(state.kind()), state.part(), text);
    state.requests().forEach(out::println);
    out.flush();
  }

  private static String word(BucketPartState.Kind kind) {
    return switch (kind) {
      case OK -> "ok";
      case SET -> "set";
      case PLANNED -> "plan";
      case WARNING -> "warn";
      case DIFFERS, FAILED -> "FAIL";
    };
  }
}
