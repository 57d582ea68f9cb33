package io.sluice.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SectionTest {
  private enum Form {
    AUTO,
    RECEIVED,
    AS_SENT
  }

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration DAY = Duration.ofDays(1);

  @TempDir Path folder;
  private TestingConfiguration files;

  @BeforeEach
  void prepare() {
    files = new TestingConfiguration(folder);
  }

  @Test
  void readsEveryKindOfValue() throws Exception {
    Settings settings =
        files.load(
            """
            tus:
              name: 007
              on: true
              port: "9000"
              size: 64KiB
              wait: 90m
              form: as-sent
              list: [a, "b c"]
              one: a,b
              root: /srv/store
              spool: data/spool
              empty: ""
            """);
    Section tus = settings.root().section("tus");
    assertThat(tus.path()).isEqualTo("tus");
    assertThat(tus.text("name")).isEqualTo("007");
    assertThat(tus.flag("on", false)).isTrue();
    assertThat(tus.integer("port", 1, 1, 65535)).isEqualTo(9000);
    assertThat(tus.bytes("size", 0, 0, Long.MAX_VALUE)).isEqualTo(65536);
    assertThat(tus.duration("wait", SECOND, SECOND, DAY)).isEqualTo(Duration.ofMinutes(90));
    assertThat(tus.choice("form", Form.AUTO, Form.class)).isEqualTo(Form.AS_SENT);
    assertThat(tus.texts("list", List.of())).containsExactly("a", "b c");
    assertThat(tus.texts("one", List.of())).containsExactly("a,b");
    assertThat(tus.requiredPath("root")).isEqualTo(Path.of("/srv/store"));
    assertThat(tus.path("spool")).isEqualTo(folder.resolve("data/spool"));
    assertThat(tus.text("empty", "x")).isEmpty();
    assertThat(TestingConfiguration.lines(settings)).isEmpty();
  }

  @Test
  void givesTheDefaultsWhereNothingIsWritten() throws Exception {
    Settings settings = Settings.load(null, Map.of());
    Section tus = settings.root().section("tus");
    assertThat(tus.present()).isFalse();
    assertThat(tus.text("a")).isNull();
    assertThat(tus.text("b", "c")).isEqualTo("c");
    assertThat(tus.flag("d", true)).isTrue();
    assertThat(tus.integer("e", 0, 1, 2)).isZero();
    assertThat(tus.bytes("f", 5, 1, 9)).isEqualTo(5);
    assertThat(tus.duration("g", DAY, SECOND, SECOND)).isEqualTo(DAY);
    assertThat(tus.choice("h", Form.RECEIVED, Form.class)).isEqualTo(Form.RECEIVED);
    assertThat(tus.texts("i", List.of("x"))).containsExactly("x");
    assertThat(tus.path("j")).isNull();
    assertThat(tus.sections()).isEmpty();
    assertThat(TestingConfiguration.lines(settings)).isEmpty();
  }

  @Test
  void listsEveryFaultAtOnceWithLineValueAndRange() throws Exception {
    Settings settings =
        files.load(
            """
            tus:
              on: yes
              port: 70000
              size: 64k
              wait: 60
              form: recieved
              count: ten
              far: 2d
            """);
    Section tus = settings.root().section("tus");
    assertThat(tus.flag("on", false)).isFalse();
    assertThat(tus.integer("port", 9000, 1, 65535)).isEqualTo(9000);
    assertThat(tus.bytes("size", 7, 1, 1 << 20)).isEqualTo(7);
    assertThat(tus.duration("wait", SECOND, SECOND, DAY)).isEqualTo(SECOND);
    assertThat(tus.choice("form", Form.AUTO, Form.class)).isEqualTo(Form.AUTO);
    assertThat(tus.integer("count", 3, 1, Integer.MAX_VALUE)).isEqualTo(3);
    assertThat(tus.duration("far", SECOND, SECOND, DAY)).isEqualTo(SECOND);
    assertThat(tus.requiredText("name")).isEmpty();
    assertThat(tus.requiredPath("root")).isEqualTo(Path.of("."));
    assertThat(TestingConfiguration.lines(settings))
        .containsExactly(
            "sluice.yaml:2  tus.on = \"yes\"  must be one of true, false",
            "sluice.yaml:3  tus.port = \"70000\"  is out of range; allowed: 1 to 65535",
            "sluice.yaml:4  tus.size = \"64k\"  has no clear unit: write KB (1000) or KiB (1024);"
                + " allowed: 1 to 1MiB",
            "sluice.yaml:5  tus.wait = \"60\"  has no unit: write ms, s, m, h or d behind the"
                + " number; allowed: 1s to 1d",
            "sluice.yaml:6  tus.form = \"recieved\"  must be one of auto, received, as-sent"
                + " (did you mean \"received\"?)",
            "sluice.yaml:7  tus.count = \"ten\"  must be a whole number; allowed: 1 or more",
            "sluice.yaml:8  tus.far = \"2d\"  is out of range; allowed: 1s to 1d",
            "sluice.yaml:1  tus.name  is missing; write it or set SLUICE_TUS_NAME",
            "sluice.yaml:1  tus.root  is missing; write it or set SLUICE_TUS_ROOT");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "5"})
  void countsTheEndsOfARangeIn(String value) throws Exception {
    Settings settings = files.load("n: " + value + "\nb: " + value + "\nd: " + value + "s\n");
    Duration five = Duration.ofSeconds(5);
    settings.root().integer("n", 3, 1, 5);
    settings.root().bytes("b", 3, 1, 5);
    settings.root().duration("d", SECOND, SECOND, five);
    assertThat(TestingConfiguration.lines(settings)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "6", "+3", "3.0", "0x3", "99999999999", "''"})
  void refusesANumberOutsideTheRangeOrOfAnotherForm(String value) throws Exception {
    Settings settings = files.load("n: " + value + "\n");
    assertThat(settings.root().integer("n", 3, 1, 5)).isEqualTo(3);
    assertThat(TestingConfiguration.lines(settings))
        .singleElement()
        .asString()
        .endsWith("allowed: 1 to 5");
  }

  @Test
  void refusesAMappingOrListInPlaceOfAValue() throws Exception {
    Settings settings = files.load("a: {b: 1}\nc:\n  - 1\nd: [{e: f}]\ng: [h, ]\ni: [j, null]\n");
    settings.root().text("a");
    settings.root().flag("c", true);
    assertThat(settings.root().texts("d", List.of("x"))).containsExactly("x");
    assertThat(settings.root().texts("g", List.of())).containsExactly("h");
    settings.root().texts("i", List.of());
    assertThat(TestingConfiguration.lines(settings))
        .containsExactly(
            "sluice.yaml:1  a  must be a single value",
            "sluice.yaml:2  c  must be a single value",
            "sluice.yaml:4  d  must be a list of single values, none of them empty",
            "sluice.yaml:6  i  must be a list of single values, none of them empty");
  }

  @Test
  void refusesAValueInPlaceOfASectionWithoutShowingIt() throws Exception {
    Settings settings = files.load("ftrack:\n  secret:abcdef\ntus: [a]\n");
    assertThat(settings.root().section("ftrack").text("secret")).isNull();
    settings.root().section("tus").text("store");
    assertThat(TestingConfiguration.lines(settings))
        .containsExactly(
            "sluice.yaml:1  ftrack  must be a mapping: indented lines of the form \"key: value\"",
            "sluice.yaml:3  tus  must be a mapping: indented lines of the form \"key: value\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ~", " null", " # nothing"})
  void refusesAKeyWithNothingBehindIt(String nothing) throws Exception {
    Settings settings = files.load("a:" + nothing + "\nb:" + nothing + "\ns:" + nothing + "\n");
    settings.root().text("a");
    settings.root().requiredText("b");
    assertThat(settings.root().section("s").present()).isFalse();
    assertThat(TestingConfiguration.lines(settings))
        .containsExactly(
            "sluice.yaml:1  a  has no value; leave it out or give it one",
            "sluice.yaml:2  b  has no value; leave it out or give it one",
            "sluice.yaml:3  s  has no value; leave it out, or write {} for a section of defaults");
  }

  @Test
  void refusesABlankRequiredTextAndAnEmptyPath() throws Exception {
    Settings settings = files.load("a: ' '\nb: ''\nc: \"x\\0y\"\n");
    settings.root().requiredText("a");
    assertThat(settings.root().requiredPath("b")).isEqualTo(Path.of("."));
    assertThat(settings.root().path("c")).isNull();
    assertThat(TestingConfiguration.lines(settings))
        .containsExactly(
            "sluice.yaml:1  a = \" \"  has no value",
            "sluice.yaml:2  b = \"\"  has no value",
            "sluice.yaml:3  c = \"x?y\"  can not be a path on this system");
  }

  @Test
  void isPresentWhenWrittenEmpty() throws Exception {
    Settings settings = files.load("tus: {}\n");
    assertThat(settings.root().section("tus").present()).isTrue();
    assertThat(TestingConfiguration.lines(settings)).isEmpty();
  }

  @Test
  void addsPlaceAndValueToTheFaultsOfARoom() throws Exception {
    Settings settings = files.load("ftrack:\n  store: mian\n", Map.of("SLUICE_TUS_STORE", "x"));
    settings.root().section("ftrack").text("store");
    settings.root().section("tus").text("store");
    settings.root().section("ftrack").fault("store", "names no store");
    settings.fault("tus.store", "names no store");
    settings.fault("ftrack.signature.form", "needs a parameter");
    settings.fault("resize", "needs a store");
    assertThat(TestingConfiguration.lines(settings))
        .containsExactly(
            "sluice.yaml:2  ftrack.store = \"mian\"  names no store",
            "SLUICE_TUS_STORE  tus.store = \"x\"  names no store",
            "sluice.yaml:1  ftrack.signature.form  needs a parameter",
            "resize  needs a store");
  }

  @Test
  void tellsAFaultOnceWhenAKeyIsReadTwice() throws Exception {
    Settings settings = files.load("a: b\n");
    settings.root().flag("a", false);
    settings.root().flag("a", false);
    assertThat(TestingConfiguration.lines(settings)).hasSize(1);
  }

  @Test
  void readsTheAddressOfASite() throws Exception {
    Settings settings = files.load("a: https://x.example:8443/y/\nb: http://[::1]\n");
    URI none = URI.create("http://none.example");
    assertThat(settings.root().httpAddress("a")).hasToString("https://x.example:8443/y");
    assertThat(settings.root().httpAddress("b", none)).hasToString("http://[::1]");
    assertThat(settings.root().httpAddress("c")).isNull();
    assertThat(settings.root().httpAddress("d", none)).isEqualTo(none);
    settings.finish();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ftp://x.example",
        "x.example",
        "//x.example",
        "http://",
        "http:///x",
        "http://u:p@x.example",
        "http://x.example?y",
        "http://x.example/#y",
        "http://x example",
        "http://x.example//y",
        "http://x.example//",
        "http://x.example:99999",
        "''"
      })
  void refusesWhatIsNoAddressOfASite(String text) throws Exception {
    Settings settings = files.load("a: " + text + "\n");
    URI none = URI.create("http://none.example");
    assertThat(settings.root().httpAddress("a", none)).isEqualTo(none);
    assertThat(TestingConfiguration.lines(settings))
        .singleElement()
        .asString()
        .contains("must be http or https, a host, perhaps a port and a path, and nothing else");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b", "aB", "", "a_b", "config", "port", "nginx-user", "service-port"})
  void acceptsOnlyNamesThatAVariableCanSet(String name) {
    Section root = Settings.load(null, Map.of()).root();
    assertThatIllegalArgumentException().isThrownBy(() -> root.text(name));
  }
}
