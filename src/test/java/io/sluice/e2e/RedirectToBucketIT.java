package io.sluice.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.s3.S3Proxy;
import io.sluice.storage.s3.TestingS3;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads that the client fetches from the bucket itself, as through a CDN before it. */
class RedirectToBucketIT {
  @TempDir Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @ParameterizedTest
  @ValueSource(strings = {"", "--no-nginx"})
  void sendsAGetToAPresignedUrlOfThePublicEndpoint(String option) throws Exception {
    TestingS3 s3 = S3Proxy.get();
    String publicEndpoint = "http://localhost:" + s3.endpoint().getPort();
    Map<String, String> environment =
        Map.of(
            "SLUICE_STORES_MAIN_KIND",
            "s3",
            "SLUICE_STORES_MAIN_BUCKET",
            s3.newBucket(),
            "SLUICE_STORES_MAIN_ENDPOINT",
            s3.endpoint().toString(),
            "SLUICE_STORES_MAIN_PUBLIC_ENDPOINT",
            publicEndpoint,
            "SLUICE_STORES_MAIN_DELIVERY",
            "redirect",
            "SLUICE_STORES_MAIN_ACCESS_KEY",
            TestingS3.ACCESS_KEY,
            "SLUICE_STORES_MAIN_SECRET_KEY",
            TestingS3.SECRET_KEY);
    List<String> options = new ArrayList<>(List.of(option));
    options.remove("");
    try (RunningGateway gateway =
        RunningGateway.start(folder, environment, options.toArray(String[]::new))) {
      UUID id = UUID.randomUUID();
      HttpResponse<String> put =
          ask(
              uri(gateway, gateway.targets.put(id)),
              "PUT",
              "hello",
              "Content-Type",
              "image/png",
              "Content-Disposition",
              "attachment; filename=\"a.png\"");
      assertThat(put.statusCode()).isEqualTo(200);

      HttpResponse<String> get = ask(uri(gateway, gateway.targets.get(id)), "GET", "");
      assertThat(get.statusCode()).isEqualTo(302);
      assertThat(get.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(get.headers().firstValue("Access-Control-Allow-Origin")).hasValue("*");
      String location = get.headers().firstValue("Location").orElseThrow();
      assertThat(location).startsWith(publicEndpoint + "/");

      HttpResponse<String> bytes = ask(URI.create(location), "GET", "");
      assertThat(bytes.body()).isEqualTo("hello");
      assertThat(bytes.headers().firstValue("Content-Type")).hasValue("image/png");
      assertThat(bytes.headers().firstValue("Content-Disposition"))
          .hasValue("attachment; filename=\"a.png\"");

      HttpResponse<String> head = ask(uri(gateway, gateway.targets.get(id)), "HEAD", "");
      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.headers().firstValue("Content-Length")).hasValue("5");
      assertThat(head.headers().firstValue("Content-Type")).hasValue("image/png");

      URI unsigned = URI.create(uri(gateway, "/get?id=" + id).toString());
      assertThat(ask(unsigned, "GET", "").statusCode()).isEqualTo(403);
    }
  }

  private static URI uri(RunningGateway gateway, String target) {
    return URI.create("http://127.0.0.1:" + gateway.port + target);
  }

  private HttpResponse<String> ask(URI uri, String method, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString(UTF_8));
  }
}
