package io.sluice.cli.check;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer that is not the one hoped for, and what most likely is behind it.
 *
 * @param status of the answer
 * @param code the stable code of our problem document; empty when it is none
 */
record Refusal(int status, String code) {
  private static final Pattern CODE = Pattern.compile("\"code\"\\s*:\\s*\"([a-z0-9-]{1,64})\"");
  private static final Map<String, String> CURES =
      Map.ofEntries(
          Map.entry(
              "front-required",
              "Nginx sends another proxy token than front.proxy-token: render its files again with"
                  + " \"sluice nginx\" and reload it."),
          Map.entry(
              "spool-file-missing",
              "Nginx does not spool the body: use the shipped files (client_body_in_file_only, "
                  + "X-File)."),
          Map.entry(
              "spool-file-refused",
              "Nginx names a file outside front.spool: give its client_body_temp_path that folder,"
                  + " without levels, and set X-File to $request_body_file only."),
          Map.entry(
              "spool-file-gone",
              "Nginx's client_body_temp_path and front.spool are not the same folder, or another"
                  + " program clears it."),
          Map.entry("spool-file-unreadable", "Run the Nginx workers and Sluice as one user."),
          Map.entry(
              "signature-mismatch",
              "The running gateway has another ftrack.secret than this configuration: restart it,"
                  + " or check with its own file."),
          Map.entry("url-expired", "The gateway's clock is ahead: let both keep time by NTP."),
          Map.entry("store-full", "Make room on the store's disk."),
          Map.entry("over-quota", "Raise the store's quota, or remove components."),
          Map.entry("store-failed", "Look at the gateway's log: the store's disk fails."));

  static Refusal of(int status, String body) {
    Matcher matcher = CODE.matcher(body);
    return new Refusal(status, matcher.find() ? matcher.group(1) : "");
  }

  static Refusal of(HttpResponse<byte[]> answer) {
    return of(answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
  }

  String text() {
    return code.isEmpty() ? String.valueOf(status) : status + " (" + code + ")";
  }

  String cure() {
    String known = CURES.get(code);
    if (known != null) {
      return known;
    }
    if (status >= 300 && status < 400) {
      return "Let public-url be the address that answers by itself: clients turn a redirected PUT"
          + " into a GET, or lose its body.";
    }
    return switch (status) {
      case 404 ->
          "Nothing is served under this path: compare the path of public-url with Nginx's"
              + " locations and server.context-path.";
      case 405 -> "Something before the gateway does not let this method through.";
      case 413 -> "Set client_max_body_size 0 in Nginx.";
      case 429 -> "The limits of Nginx are too low: raise front.nginx.rate-put and rate-get.";
      case 502, 503, 504 ->
          "Nginx does not reach the application: compare front.nginx.app with"
              + " server.host and server.port.";
      default -> "Look at the gateway's log at this time.";
    };
  }
}
