package io.sluice.cli.check;

import io.sluice.app.SluiceConfig;
import io.sluice.auth.QuerySigner;
import io.sluice.auth.SignatureRule;
import io.sluice.ftrack.FtrackConfig;
import io.sluice.ftrack.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The gateway that is checked: its addresses, its signed URLs, and a client that follows nothing.
 */
final class Gateway {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration VALID = Duration.ofHours(1);

  private final SluiceConfig config;
  private final URI url;
  private final Clock clock;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .followRedirects(HttpClient.Redirect.NEVER)
          .connectTimeout(CONNECT)
          .build();

  Gateway(SluiceConfig config, URI url, Clock clock) {
    this.config = config;
    this.url = url;
    this.clock = clock;
  }

  SluiceConfig config() {
    return config;
  }

  /** Where clients reach it. */
  URI url() {
    return url;
  }

  FtrackConfig ftrack() {
    return Objects.requireNonNull(config.ftrack());
  }

  SignatureRule rule() {
    return ftrack().signatures();
  }

  /** Where the application itself listens; null when any free port was asked for. */
  @Nullable URI application() {
    String context = config.server().contextPath();
    if (config.front() != null) {
      return URI.create("http://" + config.nginx().app() + context);
    }
    String host = config.server().host();
    String name = host.equals("0.0.0.0") ? "127.0.0.1" : host.equals("::") ? "::1" : host;
    return config.server().port() == 0
        ? null
        : URI.create(
            "http://"
                + (name.indexOf(':') >= 0 ? "[" + name + "]" : name)
                + ":"
                + config.server().port()
                + context);
  }

  /** A URL as ftrack would make it, with every parameter that the configuration demands. */
  URI signed(URI base, Operation operation, UUID id) {
    StringBuilder query = new StringBuilder("id=").append(id);
    for (String name : rule().mustHave().stream().sorted().toList()) {
      boolean isTime = name.equals("timeout");
      if (!name.equals("id")) {
        query.append('&').append(name).append('=');
        query.append(isTime ? clock.instant().plus(VALID).getEpochSecond() : "");
      }
    }
    return address(base, operation, sign(operation, query.toString()));
  }

  URI signed(Operation operation, UUID id) {
    return signed(url, operation, id);
  }

  /** A URL that ends at a certain second. */
  URI ending(Operation operation, UUID id, long epochSecond) {
    StringBuilder query = new StringBuilder("id=").append(id);
    for (String name : rule().mustHave().stream().sorted().toList()) {
      if (!name.equals("id") && !name.equals("timeout")) {
        query.append('&').append(name).append('=');
      }
    }
    return address(url, operation, sign(operation, query + "&timeout=" + epochSecond));
  }

  /** A URL that somebody without the secret made up. */
  URI forged(Operation operation, UUID id) {
    String signature = "A".repeat(43) + "%3D";
    return address(url, operation, "id=" + id + "&" + rule().parameter() + "=" + signature);
  }

  private String sign(Operation operation, String query) {
    return rule().secrets().isEmpty()
        ? query
        : QuerySigner.sign(rule().secrets().get(0), operation.word(), query, rule().parameter());
  }

  private static URI address(URI base, Operation operation, String query) {
    return URI.create(base + "/" + operation.word() + "?" + query);
  }

  static HttpRequest.Builder request(URI address) {
    return HttpRequest.newBuilder(address).timeout(ANSWER);
  }

  HttpResponse<byte[]> get(URI address) throws IOException, InterruptedException {
    return send(request(address));
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }
}
