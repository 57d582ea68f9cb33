package io.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.config.ConfigException;
import io.sluice.config.Settings;
import io.sluice.storage.s3.S3StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SluiceConfigTest {
  private static final String SECRET = "c0ffee00-1111-2222-3333-444455556666";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("sluice.yaml");
  }

  private SluiceConfig read(String yaml, Map<String, String> environment)
      throws IOException, ConfigException {
    Files.writeString(file, yaml);
    Settings settings = Settings.load(file, environment);
    SluiceConfig config = SluiceConfig.read(settings);
    settings.finish();
    return config;
  }

  private String faults(String yaml) {
    ConfigException e = catchThrowableOfType(ConfigException.class, () -> read(yaml, Map.of()));
    assertThat(e).as("a fault is expected").isNotNull();
    return String.valueOf(e.getMessage());
  }

  @Test
  void isCompleteWithAStoreAndASecret() throws Exception {
    SluiceConfig config =
        read(
            "stores:\n  main: {kind: file, root: /srv/store}\nftrack: {secret: " + SECRET + "}\n",
            Map.of());
    assertThat(config.front()).isNull();
    assertThat(config.stores()).containsOnlyKeys("main");
    assertThat(config.ftrack()).isNotNull();
    assertThat(config.corsOrigins()).containsExactly("*");
    assertThat(config.server().port()).isEqualTo(9001);
  }

  @Test
  void takesEverythingFromTheEnvironmentToo() throws Exception {
    Settings settings =
        Settings.load(
            null,
            Map.of(
                "SLUICE_STORES_MAIN_KIND", "file",
                "SLUICE_STORES_MAIN_ROOT", "/srv/store",
                "SLUICE_FTRACK_SECRET", SECRET,
                "SLUICE_FRONT_PROXY_TOKEN", "0123456789abcdef",
                "SLUICE_FRONT_SPOOL", "/srv/spool",
                "SLUICE_FRONT_NGINX_VERDICT_CACHE", "true"));
    SluiceConfig config = SluiceConfig.read(settings);
    settings.finish();
    assertThat(config.front()).isNotNull();
    assertThat(config.nginx().hasVerdictCache()).isTrue();
  }

  @Test
  void tellsEveryFaultOfEveryRoomAtOnce() {
    assertThat(
            faults(
                """
                public-url: ftp://x
                front: {spool: /srv/spool}
                stores:
                  main: {kind: tape, root: /srv/store, quota: lots}
                ftrack: {store: other, secret: zxcvb}
                cors: {origins: [example.org]}
                server: {port: 99999, context-path: media/}
                lgo: {format: json}
                """))
        .contains("public-url", "front.proxy-token", "stores.main.kind", "stores.main.quota")
        .contains("ftrack.store", "ftrack.secret", "cors.origins", "server.port")
        .contains("server.context-path", "did you mean \"log\"")
        .contains("sluice.yaml:4")
        .doesNotContain("zxcvb");
  }

  @Test
  void findsComponentsForResizesWhereTheFtrackDoorIsOnly() {
    String stores = "stores: {main: {kind: file, root: /srv/store}}\n";
    assertThat(faults(stores + "resize: {secret: " + SECRET + ", components: true}\n"))
        .contains("resize.components")
        .contains("needs the section ftrack");
    assertThat(
            faults(
                "stores: {main: {kind: s3, bucket: b}}\nftrack: {secret: "
                    + SECRET
                    + "}\nresize: {secret: "
                    + SECRET
                    + ", components: true, site: 'https://x.example'}\n"))
        .contains("resize.components")
        .contains("not with site");
  }

  @Test
  void keepsTheSpoolOutOfTheStore() {
    String ftrack = "ftrack: {secret: " + SECRET + "}\n";
    for (String spool : new String[] {"/srv/store", "/srv/store/spool"}) {
      assertThat(
              faults(
                  "front: {proxy-token: 0123456789abcdef, spool: "
                      + spool
                      + "}\nstores: {main: {root: /srv/store}}\n"
                      + ftrack))
          .contains("front.spool", "lies in stores.main.root");
    }
    assertThat(faults("front: {proxy-token: 0123456789abcdef}\nstores: {main: {}}\n" + ftrack))
        .contains("front.spool", "stores.main.root")
        .doesNotContain("lies in");
  }

  @Test
  void tellsEveryFaultOfABucketAtOnce() {
    assertThat(
            faults(
                """
                front: {proxy-token: 0123456789abcdef, spool: /srv/spool, nginx: {verdict-cache: true}}
                stores:
                  main:
                    kind: s3
                    bucket: no/bucket
                    prefix: media
                    endpoint: https://s3.example.org/path
                    public-endpoint: ftp://cdn.example.org
                    access-key: alone
                    storage-class: standard ia
                    kms-key: key
                    max-put: 6GiB
                    root: /srv/store
                ftrack: {secret: made-up-secret-of-ftrack}
                """))
        .contains("stores.main.bucket", "stores.main.prefix", "stores.main.endpoint")
        .contains("stores.main.public-endpoint", "stores.main.secret-key", "given together")
        .contains("stores.main.storage-class", "counts with sse: kms only", "stores.main.max-put")
        .contains("stores.main.root", "front.nginx.verdict-cache");
  }

  @Test
  void speaksToGoogleAsGoogleDoes() throws Exception {
    SluiceConfig config =
        read(
            "stores: {main: {kind: gcs, bucket: dailies, access-key: k, secret-key: s}}\n"
                + ("ftrack: {secret: " + SECRET + "}\n"),
            Map.of());
    S3StoreConfig store = (S3StoreConfig) Objects.requireNonNull(config.stores().get("main"));
    S3StoreConfig.Connection google = store.connection();

    assertThat(google.endpoint()).hasToString("https://storage.googleapis.com");
    assertThat(google.region()).isEqualTo("auto");
    assertThat(google.pathStyle()).isTrue();
    assertThat(google.chunked()).isFalse();
    assertThat(google.checksums()).isEqualTo(S3StoreConfig.Checksums.REQUIRED);
  }

  @Test
  void asksForAKeyOfGooglesAndRefusesEncryptionOfAws() {
    assertThat(
            faults(
                "stores: {main: {kind: gcs, bucket: dailies, sse: kms}}\n"
                    + ("ftrack: {secret: " + SECRET + "}\n")))
        .contains(
            "stores.main.access-key  is missing: give access-key and secret-key of an HMAC key")
        .contains("stores.main.sse = \"kms\"  counts with kind: s3 only");
  }

  @Test
  void refusesAHouseWithoutADoor() {
    assertThat(faults("stores: {main: {kind: file, root: /srv/store}}\n"))
        .contains("ftrack", "no door is open");
  }

  @Test
  void refusesSignatureSettingsThatContradictEachOther() {
    assertThat(
            faults(
                "stores: {main: {kind: file, root: /s}}\nftrack: {secret: "
                    + SECRET
                    + ", signature: {ignore: [id]}}\n"))
        .contains("ftrack.signature", "the id must be signed")
        .doesNotContain(SECRET);
  }

  @Test
  void needsNoSecretWhenSignaturesAreOff() throws Exception {
    SluiceConfig config =
        read(
            "stores: {main: {kind: file, root: /s}}\nftrack: {signature: {required: false}}\n",
            Map.of());
    assertThat(config.ftrack()).isNotNull();
  }

  @Test
  void asksForWhatEncodingNeeds() throws Exception {
    String bucket =
        "stores: {main: {kind: s3, bucket: made-up}}\nftrack: {secret: " + SECRET + "}\n";
    assertThat(faults(bucket + "encode: {enabled: true, make: [ftrackreview-mov]}\n"))
        .contains("encode.state  is missing")
        .contains("encode.hook  must be an http or https address")
        .contains("encode.hook-secret  is missing")
        .contains("ftrackreview-mov");
    assertThat(faults(bucket + "encode: {hook: \"https://user:word@example.org/\"}\n"))
        .contains("encode.hook must not name a user")
        .doesNotContain("word");
    assertThat(faults(bucket + "encode: {hook: \"http://127.0.0.1:99999/\"}\n"))
        .contains("99999/\"  must be an http or https address");

    SluiceConfig off = read(bucket + "encode: {jobs: 2}\n", Map.of());
    assertThat(off.encode()).isNull();
    assertThat(off.encodeFolder()).isNull();
    String hook = "hook: \"http://127.0.0.1/\", hook-secret: " + SECRET + "}\n";
    SluiceConfig there = read(bucket + "encode: {enabled: true, state: jobs, " + hook, Map.of());
    assertThat(there.encodeFolder()).isEqualTo(file.resolveSibling("jobs"));
    String store = "stores: {main: {root: /srv/store}}\nftrack: {secret: " + SECRET + "}\n";
    SluiceConfig inStore = read(store + "encode: {enabled: true, " + hook, Map.of());
    assertThat(inStore.encodeFolder()).isEqualTo(Path.of("/srv/store/encode"));
    assertThat(faults(store + "variants: {store: other}\nencode: {enabled: true, " + hook))
        .contains("no store is named \"other\"");
  }
}
