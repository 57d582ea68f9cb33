package io.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Makes nginx's configuration files from the shipped templates, byte for byte as {@code envsubst}
 * with the list of our variable names would.
 *
 * <p>Stateless; safe for use by many threads, as long as they write to different folders.
 */
public final class NginxTemplates {
  /** How a rendered {@code nginx.conf} is told from one that somebody wrote. */
  static final String MAIN_BEGINS = "# A complete nginx for bin/run";

  private static final String SUFFIX = ".template";
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(SLUICE_NGINX_[A-Z0-9_]+)}");

  private static final List<String> NAMES =
      List.of(
          "nginx.conf.template",
          "conf.d/10-sluice-http.conf.template",
          "conf.d/20-sluice-site.conf.template",
          "sluice/authorize.conf.template",
          "sluice/deny.conf.template",
          "sluice/file-site.conf.template",
          "sluice/get.conf.template",
          "sluice/get-app.conf.template",
          "sluice/get-cached.conf.template",
          "sluice/get-cached-http.conf.template",
          "sluice/get-cached-site.conf.template",
          "sluice/get-limits.conf.template",
          "sluice/get-s3.conf.template",
          "sluice/get-s3-slices.conf.template",
          "sluice/get-s3-whole.conf.template",
          "sluice/headers.conf.template",
          "sluice/health.conf.template",
          "sluice/preflight.conf.template",
          "sluice/preflight-headers.conf.template",
          "sluice/make.conf.template",
          "sluice/open-files.conf.template",
          "sluice/problem.conf.template",
          "sluice/problems.conf.template",
          "sluice/proxy.conf.template",
          "sluice/put.conf.template",
          "sluice/put-authorize.conf.template",
          "sluice/put-limits.conf.template",
          "sluice/put-s3.conf.template",
          "sluice/put-s3-send.conf.template",
          "sluice/put-stream.conf.template",
          "sluice/range.conf.template",
          "sluice/remove.conf.template",
          "sluice/resize.conf.template",
          "sluice/resize-file.conf.template",
          "sluice/resize-s3.conf.template",
          "sluice/s3.conf.template",
          "sluice/s3-http.conf.template",
          "sluice/s3-site.conf.template",
          "sluice/store-changed.conf.template",
          "sluice/serve.conf.template",
          "sluice/thumbor.conf.template",
          "sluice/variant.conf.template");

  private NginxTemplates() {}

  /**
   * The shipped templates.
   *
   * @return paths with {@code /}, relative to the templates folder, each ending in {@code
   *     .template}
   */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * The variables that the templates use.
   *
   * @return names like {@code SLUICE_NGINX_LISTEN}, sorted
   */
  public static Set<String> variables() {
    Set<String> variables = new TreeSet<>();
    for (String name : NAMES) {
      VARIABLE.matcher(text(name)).results().map(found -> found.group(1)).forEach(variables::add);
    }
    return variables;
  }

  /**
   * Writes every file anew, each by one rename, readable by the owner and the group only, as one of
   * them holds the proxy token.
   *
   * <p>Nothing is written unless every variable has a value. Folders that are missing are made;
   * files that are none of ours stay.
   *
   * @param values from variable name to its text, which goes into the files as it is; names that no
   *     template uses are ignored
   * @param outputFolder where {@code nginx.conf}, {@code conf.d/} and {@code sluice/} go
   * @throws IllegalArgumentException a variable has no value; the message names all of them
   * @throws IOException a file could not be written; earlier ones may be new already
   */
  public static void render(Map<String, String> values, Path outputFolder) throws IOException {
    Set<String> missing = new TreeSet<>(variables());
    missing.removeAll(values.keySet());
    if (!missing.isEmpty()) {
      throw new IllegalArgumentException("no value for " + String.join(", ", missing));
    }
    Map<Path, String> files = new LinkedHashMap<>();
    for (String name : NAMES) {
      String file = name.substring(0, name.length() - SUFFIX.length());
      files.put(outputFolder.resolve(file), substitute(text(name), values));
    }
    for (Map.Entry<Path, String> file : files.entrySet()) {
      replace(file.getKey(), file.getValue());
    }
  }

  private static String substitute(String template, Map<String, String> values) {
    return VARIABLE.matcher(template).replaceAll(found -> literal(found, values));
  }

  private static String literal(MatchResult found, Map<String, String> values) {
    return Matcher.quoteReplacement(values.getOrDefault(found.group(1), ""));
  }

  private static void replace(Path file, String text) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    // Not ".conf" at the end: a reload of nginx at this moment must not include a half-written
    // file.
    Path temporary = Files.createTempFile(folder, ".sluice-", ".tmp");
    try {
      Files.writeString(temporary, text);
      Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-r-----"));
      Files.move(
          temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static String text(String name) {
    try (InputStream in = NginxTemplates.class.getResourceAsStream("nginx/templates/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the build left out nginx/templates/" + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
