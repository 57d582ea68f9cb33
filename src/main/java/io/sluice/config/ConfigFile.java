package io.sluice.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Says which file holds the configuration. */
public final class ConfigFile {
  static final String PLACES =
      "-Dsluice.config=FILE, the environment variable SLUICE_CONFIG, the context parameter"
          + " sluice.config, /etc/sluice/sluice.yaml";
  private static final Path USUAL = Path.of("/etc/sluice/sluice.yaml");

  private ConfigFile() {}

  /**
   * The first of: the system property {@code sluice.config}, the environment variable {@code
   * SLUICE_CONFIG}, the context parameter, and {@code /etc/sluice/sluice.yaml} if that exists. A
   * place that holds only blanks counts as not given.
   *
   * @param systemProperty gives the value of a named system property, null if it is not set
   * @param environment the environment variables
   * @param contextParameter the servlet context parameter {@code sluice.config}, null if not set
   * @return a file that was named, whether it exists or not; empty if Sluice is to be set by
   *     environment only
   * @throws java.nio.file.InvalidPathException the value given can not be the name of a file
   */
  public static Optional<Path> find(
      UnaryOperator<@Nullable String> systemProperty,
      Map<String, String> environment,
      @Nullable String contextParameter) {
    return find(systemProperty, environment, contextParameter, USUAL);
  }

  static Optional<Path> find(
      UnaryOperator<@Nullable String> systemProperty,
      Map<String, String> environment,
      @Nullable String contextParameter,
      Path usual) {
    String property = systemProperty.apply("sluice.config");
    String variable = environment.get(EnvironmentKeys.CONFIG);
    return Stream.of(given(property), given(variable), given(contextParameter))
        .flatMap(Optional::stream)
        .findFirst()
        .map(Path::of)
        .or(() -> Files.exists(usual) ? Optional.of(usual) : Optional.empty());
  }

  private static Optional<String> given(@Nullable String name) {
    return Optional.ofNullable(name).map(String::strip).filter(text -> !text.isEmpty());
  }
}
