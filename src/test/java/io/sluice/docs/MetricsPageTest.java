package io.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.app.Logging;
import io.sluice.app.Sluice;
import io.sluice.app.SluiceConfig;
import io.sluice.app.SluiceListener;
import io.sluice.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The metrics in {@code docs/operations.md} against a scrape of a running house. */
class MetricsPageTest {
  private static final String TOKEN = "made-up-proxy-token";
  private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE (sluice_\\w+) (\\w+)$");
  private static final Pattern NAME = Pattern.compile("\"(sluice_[a-z_]+)\"");
  private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

  @TempDir private Path folder;

  @Test
  void listsEveryMetricOfAScrapeWithTypeAndLabels() throws Exception {
    String scrape = scrape();
    Map<String, String> metrics = new TreeMap<>();
    for (MatchResult type : TYPE.matcher(scrape).results().toList()) {
      metrics.put(type.group(1), type.group(2) + " " + labels(scrape, type.group(1)));
    }

    assertThat(metrics).isNotEmpty();
    assertThat(documented()).isEqualTo(metrics);
  }

  @Test
  void listsEveryNameThatTheSourcesRegister() throws IOException {
    Set<String> names = new TreeSet<>();
    try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        NAME.matcher(Files.readString(file)).results().map(n -> n.group(1)).forEach(names::add);
      }
    }

    assertThat(documented().keySet()).isEqualTo(names);
  }

  @Test
  void alertsOnNothingThatDoesNotExist() throws IOException {
    String rules = Page.read("docs/operations.md").below("### Alert rules").blocks("yaml").get(0);
    Matcher names =
        Pattern.compile("sluice_\\w+?(?=_bucket\\b|_sum\\b|_count\\b|\\b)").matcher(rules);

    assertThat(names.results().map(MatchResult::group))
        .isNotEmpty()
        .isSubsetOf(documented().keySet());
  }

  private static Map<String, String> documented() throws IOException {
    return Page.read("docs/operations.md").below("## Metrics").rows().stream()
        .filter(row -> row.get(0).startsWith("`sluice_"))
        .collect(
            Collectors.toMap(
                row -> Page.plain(row.get(0)),
                row -> row.get(1) + " " + Page.plain(row.get(2)),
                (a, b) -> a + " twice",
                TreeMap::new));
  }

  /** Of all samples of a metric; the bounds of a histogram's buckets are no label of ours. */
  private static String labels(String scrape, String name) {
    Set<String> labels = new TreeSet<>();
    Pattern sample = Pattern.compile("(?m)^" + name + "(?:_bucket|_sum|_count)?\\{([^}]*)}");
    sample
        .matcher(scrape)
        .results()
        .flatMap(found -> LABEL.matcher(found.group(1)).results())
        .map(label -> label.group(1))
        .filter(label -> !label.equals("le"))
        .forEach(labels::add);
    return labels.isEmpty() ? "none" : String.join(", ", labels);
  }

  private String scrape() throws Exception {
    Path file = folder.resolve("sluice.yaml");
    Files.createDirectory(folder.resolve("store"));
    Files.createDirectory(folder.resolve("spool"));
    Files.writeString(
        file,
        """
        front: {proxy-token: %s, spool: spool}
        stores:
          main: {root: store}
          # Nobody listens there: its calls fail, and are counted.
          cloud: {kind: s3, bucket: made-up, endpoint: "http://127.0.0.1:1", access-key: a, secret-key: made-up}
        ftrack: {secret: made-up-secret-of-ftrack}
        thumbor: {key: made-up-key-of-thumbor}
        encode: {enabled: true, hook: "http://127.0.0.1:1", hook-secret: made-up-secret-of-a-hook}
        log: {level: warn}
        """
            .formatted(TOKEN));
    Settings settings = Settings.load(file, Map.of());
    SluiceConfig config = SluiceConfig.read(settings);
    settings.finish();
    Logging.configure(config.log());
    Server server = new Server(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    try (Sluice sluice = Sluice.start(config, Clock.systemUTC())) {
      ServletContextHandler context = new ServletContextHandler();
      context.addEventListener(new SluiceListener(sluice));
      server.setHandler(context);
      server.start();
      URI address = server.getURI();
      // Metrics with labels show after their first event only.
      get(address.resolve("/get?id=1"));
      return get(address.resolve("/metrics"));
    } finally {
      server.stop();
    }
  }

  private static String get(URI uri) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .headers("X-Proxy-Token", TOKEN, "X-Original-URI", "/get?id=1")
            .build();
    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  @Test
  void namesEveryDoorOfTheRequestCounter() throws IOException {
    String source = Files.readString(Path.of("src/main/java/io/sluice/app/RequestFilter.java"));
    List<String> doors =
        Pattern.compile("-> \"([a-z-]+)\";")
            .matcher(source)
            .results()
            .map(door -> door.group(1))
            .filter(door -> !door.equals("other"))
            .toList();
    String row =
        Page.read("docs/operations.md").below("## Metrics").rows().stream()
            .filter(cells -> cells.get(0).equals("`door`"))
            .map(cells -> cells.get(1))
            .findFirst()
            .orElse("");

    assertThat(doors).isNotEmpty().allSatisfy(door -> assertThat(row).contains("`" + door + "`"));
  }
}
