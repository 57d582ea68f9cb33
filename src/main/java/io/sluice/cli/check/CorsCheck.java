package io.sluice.cli.check;

import io.sluice.ftrack.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Whether a page of another origin can upload and read, errors included.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#http-cors-protocol">Fetch, CORS protocol</a>
 */
final class CorsCheck {
  private static final String TOPIC = "cors";
  private static final String CURE =
      "Use the shipped Nginx files, which add these headers to every answer (\"always\").";

  private final Gateway gateway;
  private final Findings findings;
  private final String origin;

  CorsCheck(Gateway gateway, Findings findings) {
    this.gateway = gateway;
    this.findings = findings;
    List<String> origins = gateway.config().corsOrigins();
    this.origin =
        origins.contains("*") || origins.isEmpty()
            ? "https://sluice-check.example"
            : origins.get(0);
  }

  void run() throws IOException, InterruptedException {
    List<String> faults = new ArrayList<>();
    preflight(
        Operation.PUT,
        "PUT",
        Set.of("content-type", "content-md5", "content-length", "content-disposition"),
        faults);
    preflight(Operation.GET, "GET", Set.of("range", "ftrack-scope", "x-requested-with"), faults);
    refused(faults);
    if (faults.isEmpty()) {
      findings.ok(TOPIC, "a page of " + origin + " may upload and read, and sees errors");
    } else {
      findings.fail(TOPIC, String.join("; ", faults), CURE);
    }
  }

  private void preflight(
      Operation operation, String method, Set<String> headers, List<String> faults)
      throws IOException, InterruptedException {
    // A preflight carries the URL of the request, and a browser asks before it knows the answer.
    HttpRequest.Builder request =
        Gateway.request(gateway.signed(operation, UUID.randomUUID()))
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .header("Origin", origin)
            .header("Access-Control-Request-Method", method)
            .header("Access-Control-Request-Headers", String.join(",", headers));
    HttpResponse<byte[]> answer = gateway.send(request);
    String name = "the preflight of " + operation.word();
    if (answer.statusCode() / 100 != 2) {
      faults.add(name + " is answered " + answer.statusCode());
      return;
    }
    allowsOrigin(name, answer.headers(), faults);
    if (!words(answer.headers(), "Access-Control-Allow-Methods")
        .contains(method.toLowerCase(Locale.ROOT))) {
      faults.add(name + " does not allow " + method);
    }
    Set<String> allowed = words(answer.headers(), "Access-Control-Allow-Headers");
    List<String> missing = headers.stream().filter(h -> !allowed.contains(h)).sorted().toList();
    if (!missing.isEmpty()) {
      faults.add(name + " does not allow the headers " + missing);
    }
  }

  /** An error without these headers looks like a broken network to a script. */
  private void refused(List<String> faults) throws IOException, InterruptedException {
    URI address =
        gateway.rule().required()
            ? gateway.forged(Operation.GET, UUID.randomUUID())
            : gateway.signed(Operation.GET, UUID.randomUUID());
    HttpResponse<byte[]> answer = gateway.send(Gateway.request(address).header("Origin", origin));
    allowsOrigin("an answer " + answer.statusCode(), answer.headers(), faults);
    if (!words(answer.headers(), "Access-Control-Expose-Headers").contains("etag")) {
      faults.add("ETag is not exposed (Access-Control-Expose-Headers)");
    }
  }

  private void allowsOrigin(String name, HttpHeaders headers, List<String> faults) {
    List<String> values = headers.allValues("Access-Control-Allow-Origin");
    if (values.size() > 1) {
      faults.add(name + " has Access-Control-Allow-Origin " + values.size() + " times");
    } else if (values.isEmpty() || !(values.get(0).equals("*") || values.get(0).equals(origin))) {
      faults.add(name + " does not allow the origin");
    }
  }

  private static Set<String> words(HttpHeaders headers, String name) {
    return headers.allValues(name).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .map(word -> word.strip().toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }
}
