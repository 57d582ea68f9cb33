package io.sluice.resize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.config.ConfigException;
import io.sluice.config.Secret;
import io.sluice.config.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeConfigTest {
  private static final String SECRET = "made-up-secret-of-pages";

  private static @Nullable ResizeConfig read(Map<String, String> environment) throws Exception {
    Settings settings = Settings.load(null, environment);
    ResizeConfig config = ResizeConfig.read(settings.root().section("resize"));
    settings.finish();
    return config;
  }

  private static String faults(Map<String, String> environment) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> read(environment));
    assertThat(e).as("a fault is expected").isNotNull();
    return String.valueOf(e.getMessage());
  }

  @Test
  void isLeftOutWithItsSection() throws Exception {
    assertThat(read(Map.of())).isNull();
  }

  @Test
  void needsNoMoreThanASecret() throws Exception {
    assertThat(read(Map.of("SLUICE_RESIZE_SECRET", SECRET)))
        .isEqualTo(
            new ResizeConfig(
                "main",
                List.of(Secret.of(SECRET)),
                SignatureChoice.BOTH,
                4096,
                null,
                Duration.ofDays(1),
                false));
  }

  @Test
  void takesEverythingThatCanBeSet() throws Exception {
    assertThat(
            read(
                Map.of(
                    "SLUICE_RESIZE_STORE", "cloud",
                    "SLUICE_RESIZE_SECRET", SECRET,
                    "SLUICE_RESIZE_PREVIOUS_SECRET", "12345",
                    "SLUICE_RESIZE_SIGNATURE", "hmac",
                    "SLUICE_RESIZE_SITE", "https://pictures.example.org/x/",
                    "SLUICE_RESIZE_MAX_AGE", "5m",
                    "SLUICE_RESIZE_COMPONENTS", "true",
                    "SLUICE_RESIZE_MAX_SIDE", "65535")))
        .isEqualTo(
            new ResizeConfig(
                "cloud",
                List.of(Secret.of(SECRET), Secret.of("12345")),
                SignatureChoice.HMAC,
                65_535,
                URI.create("https://pictures.example.org/x"),
                Duration.ofMinutes(5),
                true));
  }

  @Test
  void tellsEveryFaultAtOnceAndNoSecret() {
    assertThat(
            faults(
                Map.of(
                    "SLUICE_RESIZE_SECRET", "12345",
                    "SLUICE_RESIZE_SIGNATURE", "sha1",
                    "SLUICE_RESIZE_SITE", "pictures.example.org",
                    "SLUICE_RESIZE_MAX_SIDE", "0")))
        .contains("resize.secret", "at least 16 characters")
        .contains("resize.signature", "must be one of md5, hmac, both")
        .contains("resize.site", "must be http or https, a host")
        .contains("resize.max-side", "1 to 65535")
        .doesNotContain("12345");
  }

  @Test
  void isNotOpenedByAPreviousSecretAlone() {
    assertThat(faults(Map.of("SLUICE_RESIZE_PREVIOUS_SECRET", SECRET)))
        .contains("resize.secret  is missing");
  }

  @ParameterizedTest
  @CsvSource({"MD5, true, false", "HMAC, false, true", "BOTH, true, true"})
  void choosesTheFormsThatCount(SignatureChoice choice, boolean md5, boolean hmac) {
    assertThat(choice.hasMd5()).isEqualTo(md5);
    assertThat(choice.hasHmac()).isEqualTo(hmac);
  }

  @Test
  void showsNoSecretAsText() throws Exception {
    ResizeConfig config = read(Map.of("SLUICE_RESIZE_SECRET", SECRET));
    assertThat(Objects.requireNonNull(config).toString()).doesNotContain(SECRET);
  }
}
