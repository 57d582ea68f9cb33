package io.sluice.ftrack;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.auth.QuerySigner;
import io.sluice.config.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A whole gateway over a folder of its own: the WAR in some server, with or without an Nginx. */
final class TestingGateway implements AutoCloseable {
  static final Secret SECRET = Secret.of("c0ffee00-1111-2222-3333-444455556666");

  final Path folder;
  final TestingServer server;
  private final TestingStorage storage;
  private final @Nullable NginxFront nginx;
  private final Set<String> signatures = ConcurrentHashMap.newKeySet();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private TestingGateway(
      Path folder, TestingServer server, TestingStorage storage, @Nullable NginxFront nginx) {
    this.folder = folder;
    this.server = server;
    this.storage = storage;
    this.nginx = nginx;
  }

  /** Starts over an empty folder, with the store in it too. */
  static TestingGateway start(Path folder, TestingServer server, boolean fronted, String maxSize)
      throws Exception {
    return start(folder, server, new FileStorage(), fronted, maxSize);
  }

  /**
   * Starts over an empty folder and an empty store.
   *
   * @param storage not started yet; closed with the gateway
   * @param maxSize of a component, as the configuration has it
   */
  static TestingGateway start(
      Path folder, TestingServer server, TestingStorage storage, boolean fronted, String maxSize)
      throws Exception {
    Files.createDirectories(folder.resolve("spool"));
    storage.start(folder);
    try {
      Path configuration = folder.resolve("sluice.yaml");
      Files.writeString(configuration, configuration(folder, storage, fronted, maxSize));
      server.start(folder, configuration);
      NginxFront nginx = fronted ? NginxFront.start(folder, server, storage.bucket()) : null;
      return new TestingGateway(folder, server, storage, nginx);
    } catch (Exception e) {
      server.close();
      storage.close();
      throw e;
    }
  }

  private static String configuration(
      Path folder, TestingStorage storage, boolean fronted, String maxSize) {
    String front =
        fronted
            ? "front: {proxy-token: " + NginxFront.TOKEN + ", spool: " + folder + "/spool}\n"
            : "";
    return "public-url: http://127.0.0.1:9000"
        + (fronted ? NginxFront.PREFIX : "")
        + "\n"
        + front
        + ("stores: {main: " + storage.settings() + "}\n")
        + ("ftrack: {store: main, secret: " + SECRET.reveal() + ", max-size: " + maxSize + "}\n")
        + ("thumbor: {key: " + FtrackThumbnailContract.THUMBOR_KEY.reveal())
        + ", auto-formats: [avif, webp]}\n"
        + ("resize: {secret: " + FtrackResizeContract.RESIZE_SECRET.reveal())
        // So that both ways of the switch are seen.
        + (", components: " + fronted + "}\n")
        + "log: {level: debug}\n"
        + "server: {port: 0}\n";
  }

  boolean isFronted() {
    return nginx != null;
  }

  /** Whether bodies go from Nginx to a bucket, and the app gives its word only. */
  boolean handsOver() {
    return nginx != null && storage.bucket() != null;
  }

  /** Where clients connect. */
  int port() {
    return nginx == null ? server.port() : nginx.port;
  }

  /** The path before {@code /put}, as clients see it. */
  String prefix() {
    return nginx == null ? server.contextPath() : NginxFront.PREFIX;
  }

  /** The address of one operation with a signature at the end, as clients write it. */
  String signed(Operation operation, String query) {
    return prefix() + "/" + operation.word() + "?" + query(operation, query);
  }

  String query(Operation operation, String query) {
    String signed = QuerySigner.sign(SECRET, operation.word(), query);
    String start = "signature=";
    signatures.add(signed.substring(signed.indexOf(start) + start.length()).replace("%3D", ""));
    return signed;
  }

  /** Asks as a well-behaved client does. */
  Answer ask(String method, String target, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    return ask(port(), method, target, body, headers);
  }

  /** Asks the app itself, past an Nginx; the target begins below the context path. */
  Answer askApp(String method, String target, String... headers)
      throws IOException, InterruptedException {
    BodyPublisher none = HttpRequest.BodyPublishers.noBody();
    Answer answer = send(server.port(), method, server.contextPath() + target, none, headers);
    // With the token this is Nginx who asks, and what it alone is told never gets further.
    boolean isNginx = List.of(headers).contains("X-Proxy-Token: " + NginxFront.TOKEN);
    requireDiscreet(isNginx ? answer.without("x-sluice-").without("x-accel-") : answer);
    return answer;
  }

  private Answer ask(int port, String method, String target, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    Answer answer = send(port, method, target, body, headers);
    requireDiscreet(answer);
    return answer;
  }

  private Answer send(int port, String method, String target, BodyPublisher body, String... headers)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + target);
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).method(method, body);
    for (String header : headers) {
      String[] pair = header.split(": ", 2);
      request.header(pair[0], pair[1]);
    }
    HttpResponse<byte[]> response =
        client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    Map<String, List<String>> received = new TreeMap<>(response.headers().map());
    return Answer.of(response.statusCode(), received, response.body());
  }

  /** No answer, good or bad, repeats a signature, shows a path of the server, or a stack. */
  void requireDiscreet(Answer answer) {
    assertThat(answer.everything())
        .doesNotContain(signatures)
        .doesNotContain(folder.toString(), "java.lang", "java.io", "\tat ", NginxFront.TOKEN);
    requireNothingOfTheStore(answer);
  }

  /** Nor, whoever made it, where the bytes are kept and how to come by them. */
  void requireNothingOfTheStore(Answer answer) {
    String text = answer.everything();
    storage.secrets().forEach(secret -> assertThat(text).doesNotContain(secret));
    assertThat(text.toLowerCase(Locale.ROOT))
        .doesNotContain("x-amz-", "x-sluice-", "x-accel-", "<?xml");
  }

  RawHttp connect() throws IOException {
    return new RawHttp(port());
  }

  RawHttp connectToApp() throws IOException {
    return new RawHttp(server.port());
  }

  Path spool() {
    return folder.resolve("spool");
  }

  TestingStorage storage() {
    return storage;
  }

  /** Bodies, parts and records on their way in. */
  List<String> unfinished() throws Exception {
    try (Stream<Path> spooled = Files.list(spool())) {
      return Stream.concat(storage.unfinished().stream(), spooled.map(Path::toString)).toList();
    }
  }

  /** How many bytes of bodies have come past Nginx and app, or as far as the disk. */
  long arrived() throws Exception {
    return storage.arrived() + FileStorage.bytesIn(spool());
  }

  /** Every line that the app wrote, and the access log of its Nginx. */
  String log() throws Exception {
    return server.log() + (nginx == null ? "" : nginx.accessLog());
  }

  /** What Nginx complained of; it puts whole request lines there, which nothing can keep out. */
  String complaints() throws Exception {
    return nginx == null ? "" : nginx.errorLog();
  }

  /** Every signature made so far, without its padding. */
  Set<String> signatures() {
    return signatures;
  }

  static BodyPublisher bytes(String text) {
    return HttpRequest.BodyPublishers.ofString(text, UTF_8);
  }

  @Override
  public void close() throws Exception {
    try {
      if (nginx != null) {
        nginx.close();
      }
    } finally {
      try {
        server.close();
      } finally {
        storage.close();
      }
    }
  }
}
