package io.sluice.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.config.ConfigException;
import io.sluice.config.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names that no store can have are refused at the start, those of old stores are not. */
class S3NamesTest {
  private static final String LABEL = "a".repeat(63);

  @TempDir Path folder;

  private S3StoreConfig read(
      S3StoreConfig.Dialect dialect, Map<String, String> variables, String lines) throws Exception {
    Path file = folder.resolve("store.yaml");
    Files.writeString(file, "store: {access-key: k, secret-key: s, " + lines + "}\n");
    Settings settings = Settings.load(file, variables);
    S3StoreConfig config = S3StoreConfig.read("main", settings.root().section("store"), dialect);
    settings.finish();
    return config;
  }

  private S3StoreConfig read(String lines) throws Exception {
    return read(S3StoreConfig.Dialect.S3, Map.of(), lines);
  }

  /** No SDK is asked before. */
  private static String url(S3StoreConfig config) {
    try (S3Connection connection = new S3Connection(config)) {
      return connection.signer().get("x", Duration.ofMinutes(1)).uri().toString();
    }
  }

  private void refuses(String lines, String... words) {
    assertThatThrownBy(() -> read(lines))
        .isInstanceOf(ConfigException.class)
        .message()
        .contains(words)
        .hasLineCount(1);
  }

  @ParameterizedTest
  @EnumSource(S3StoreConfig.Dialect.class)
  void refusesAMalformedRegion(S3StoreConfig.Dialect dialect) {
    for (String region :
        new String[] {"eu central 1", "", " ", "EU_WEST", "-eu", "eu-", "a.b", "ä", LABEL + "a"}) {
      assertThatThrownBy(
              () -> read(dialect, Map.of(), "bucket: dailies, region: \"" + region + "\""))
          .as(region)
          .isInstanceOf(ConfigException.class)
          .message()
          .contains("store.region = \"" + region + "\"  is no region", "eu-central-1", "auto")
          .hasLineCount(1);
    }
  }

  @Test
  void saysOfAnEmptyVariableThatItIsOne() {
    assertThatThrownBy(
            () ->
                read(
                    S3StoreConfig.Dialect.S3,
                    Map.of("SLUICE_STORE_REGION", ""),
                    "bucket: dailies, region: eu-central-1"))
        .message()
        .contains("SLUICE_STORE_REGION", "has no value; unset the variable or give it one")
        .hasLineCount(1);
    refuses("bucket: dailies, region: ", "store.region", "has no value; leave it out");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "us-east-1", "default", "1", "a1"})
  void takesEveryRegionThatAHostNameCanHold(String region) throws Exception {
    assertThat(url(read("bucket: dailies, region: " + region))).contains("%2F" + region + "%2Fs3");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b", "a/b", "a\\\\b", "a\\tb", "a?b", "a#b", "a%41", "a:b", "ä", ".", "..", "a*"
      })
  void refusesABucketThatNoUrlCanHold(String bucket) {
    for (String style : new String[] {"true", "false"}) {
      refuses(
          "bucket: \"" + bucket + "\", path-style: " + style,
          "store.bucket",
          "is no bucket's name: it has letters, digits and . _ -");
    }
  }

  @Test
  void refusesABucketWithoutANameOrWithALongOne() {
    refuses("bucket: \"\"", "store.bucket", "has no value");
    refuses("bucket: \" \"", "store.bucket", "has no value");
    refuses("region: auto", "store.bucket", "is missing");
    refuses("path-style: true, bucket: " + "a".repeat(256), "at most 255");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Up-Case",
        "a_b",
        "a..b",
        "-ab",
        "ab-",
        ".ab",
        "ab.",
        "a.-b",
        "a-.b",
        "ab",
        "192.168.5.4",
        "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff1234"
      })
  void takesAnOldNameInAPathOnly(String bucket) throws Exception {
    String quoted = "bucket: \"" + bucket + "\"";
    String endpoint = ", endpoint: \"http://s3.example.org:8080\"";

    assertThat(url(read(quoted + endpoint)))
        .startsWith("http://s3.example.org:8080/" + bucket + "/x?");
    assertThat(url(read(quoted + ", path-style: true"))).contains("/" + bucket + "/x?");
    refuses(quoted, "store.bucket", "cannot stand in a host name", "path-style: true");
    refuses(quoted + ", path-style: false" + endpoint, "cannot stand in a host name");
    assertThat(read(S3StoreConfig.Dialect.GCS, Map.of(), quoted).bucket()).isEqualTo(bucket);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "abc",
        "dailies-eu",
        "a--b",
        "1.2.3",
        "1.2.3.4.5",
        "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffff123"
      })
  void takesEachNameThatAHostCanHave(String bucket) throws Exception {
    String lines = "bucket: \"" + bucket + "\", path-style: false";

    assertThat(url(read(lines + ", endpoint: \"http://s3.example.org\"")))
        .startsWith("http://" + bucket + ".s3.example.org/x?");
    assertThat(read(lines).bucket()).isEqualTo(bucket);
  }
}
