package io.sluice.ftrack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * One HTTP answer; names of {@code headers} are in lower case, values in order, the body one
 * character a byte.
 */
record Answer(int status, Map<String, List<String>> headers, String latin1) {
  static Answer of(int status, Map<String, List<String>> headers, byte[] body) {
    return new Answer(status, headers, new String(body, ISO_8859_1));
  }

  /** The same answer with fewer headers: without those whose lower-case names begin so. */
  Answer without(String start) {
    Map<String, List<String>> rest = new TreeMap<>(headers);
    rest.keySet().removeIf(name -> name.startsWith(start));
    return new Answer(status, rest, latin1);
  }

  byte[] bytes() {
    return latin1.getBytes(ISO_8859_1);
  }

  List<String> all(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  /** The only value; "" when there is none. */
  String one(String name) {
    List<String> values = all(name);
    if (values.size() > 1) {
      throw new AssertionError(name + " came more than once: " + values);
    }
    return values.isEmpty() ? "" : values.get(0);
  }

  String body() {
    return new String(bytes(), UTF_8);
  }

  /** The stable word of a problem document; "" when the body is none. */
  String code() {
    String body = body();
    String start = "\"code\":\"";
    int at = body.indexOf(start);
    boolean isProblem = one("Content-Type").startsWith("application/problem+json");
    return !isProblem || at < 0
        ? ""
        : body.substring(at + start.length(), body.indexOf('"', at + start.length()));
  }

  /** Everything a client could read, for searching. */
  String everything() {
    List<String> lines = new ArrayList<>();
    headers.forEach((name, values) -> values.forEach(value -> lines.add(name + ": " + value)));
    return String.join("\n", lines) + "\n\n" + latin1;
  }

  /** Short, for the message of a failed test. */
  @Override
  public String toString() {
    return status + " " + headers + " " + body().substring(0, Math.min(400, body().length()));
  }
}
