package io.sluice.resize;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaIdTest {
  private static final String UUID = "3c72aedc-ba25-11e6-a569-406c8f413974";
  private static final String FOLDER = "3c72aedc/ba25/11e6/a569/406c8f413974";
  private static final Instant TIME = Instant.parse("2026-11-28T00:00:00Z");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "test.jpg", "my-photo.jpg", "-", "a--b-.tar.gz", "noext.", "..hidden.txt", "a b.jpg",
        "100%.jpg", "%2", "%zz", "a?b#c.jpg", "Ünï.jpg", "😀.png", "a+b&c='d'.jpg"
      })
  void becomesAPathAndAnIdAgain(String name) {
    MediaId id = MediaId.parse(UUID + "-" + name);

    assertThat(id.fileName()).isEqualTo(name);
    assertThat(id).hasToString(UUID + "-" + name);
    assertThat(id.path()).isEqualTo(FOLDER + "/" + name);
    assertThat(MediaId.ofPath(id.path())).isEqualTo(id);
    assertThat(id.originalKey().value()).isEqualTo(FOLDER + "/" + name + "/" + name);
  }

  @Test
  void makesTheUuidOfAnIdSmall() {
    assertThat(MediaId.parse("3C72AEDC-BA25-11E6-A569-406C8F413974-Test.jpg"))
        .hasToString(UUID + "-Test.jpg");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "test.jpg",
        UUID,
        UUID + "-",
        UUID + ".test.jpg",
        UUID + "-.",
        UUID + "-..",
        UUID + "-a/b.jpg",
        UUID + "-../../x",
        UUID + "-a\\b.jpg",
        UUID + "-%2e%2e",
        UUID + "-a%2Fb.jpg",
        UUID + "-a%00.jpg",
        UUID + "-a\u0000.jpg",
        UUID + "-a\n.jpg",
        UUID + "-a\u007f.jpg",
        UUID + "-a\u0085.jpg",
        UUID + "-\ud800.jpg",
        "3c72aedc-ba25-11e6-a569-406c8f41397g-test.jpg",
        "3c72aedc-ba25-11e6-a569-406c8f41397-4test.jpg",
        "3c72aedcb-a25-11e6-a569-406c8f413974-test.jpg",
        "3c72aedc-ba25-11e6-a569-406c8f413974a-test.jpg",
        " 3c72aedc-ba25-11e6-a569-406c8f41397-test.jpg",
        "３c72aedc-ba25-11e6-a569-406c8f413974-test.jpg",
        "../edc-ba25-11e6-a569-406c8f413974-test.jpg"
      })
  void refusesWhatIsNoId(String text) {
    assertThat(Refusal.of(() -> MediaId.parse(text))).isEqualTo(ResizeError.MEDIA_ID_MALFORMED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        FOLDER,
        FOLDER + "/",
        "/" + FOLDER + "/test.jpg",
        FOLDER + "/test.jpg/",
        FOLDER + "/test.jpg/test.jpg",
        FOLDER + "//test.jpg",
        FOLDER + "/..",
        "3C72AEDC/ba25/11e6/a569/406c8f413974/test.jpg",
        "3c72aedc/ba25/11e6/a569/406c8f41397/test.jpg",
        "3c72aedc/ba25/11e6-a569/406c8f413974/x/test.jpg",
        "../ba25/11e6/a569/406c8f413974/test.jpg",
        "3c72aedc/ba25/./11e6/a569/test.jpg",
        UUID + "-test.jpg"
      })
  void refusesWhatIsNoPathOfAnId(String path) {
    assertThat(Refusal.of(() -> MediaId.ofPath(path))).isEqualTo(ResizeError.MEDIA_ID_MALFORMED);
  }

  @Test
  void countsTheLengthInBytes() {
    String longest = "a".repeat(255 - 37);
    assertThat(MediaId.parse(UUID + "-" + longest).fileName()).isEqualTo(longest);
    assertThat(MediaId.ofPath(FOLDER + "/" + longest).fileName()).isEqualTo(longest);

    for (String name : new String[] {longest + "a", "ü".repeat(110), "a".repeat(10_000)}) {
      assertThat(Refusal.of(() -> MediaId.parse(UUID + "-" + name)))
          .isEqualTo(ResizeError.MEDIA_ID_MALFORMED);
      assertThat(Refusal.of(() -> MediaId.ofPath(FOLDER + "/" + name)))
          .isEqualTo(ResizeError.MEDIA_ID_MALFORMED);
    }
    assertThat(Refusal.of(() -> MediaId.parse("-".repeat(10_000))))
        .isEqualTo(ResizeError.MEDIA_ID_MALFORMED);
    assertThat(Refusal.of(() -> MediaId.ofPath("/".repeat(10_000))))
        .isEqualTo(ResizeError.MEDIA_ID_MALFORMED);
  }

  @Test
  void isMadeOfTimeChanceAndName() {
    Random random = new Random(7);
    MediaId first = MediaId.generate("Photo.JPEG", TIME, random);
    MediaId second = MediaId.generate("Photo.JPEG", TIME, random);

    assertThat(first.fileName()).isEqualTo("photo.jpg");
    assertThat(first.uuid()).isNotEqualTo(second.uuid()).matches(".{14}1.*");
    assertThat(MediaId.parse(first.toString())).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "folder/", "a\u0000.jpg", "a%2f.jpg"})
  void isNotMadeOfANameThatNoIdCanHold(String name) {
    assertThat(Refusal.of(() -> MediaId.generate(name, TIME, new Random(7))))
        .isEqualTo(ResizeError.MEDIA_FILE_NAME_REFUSED);
  }

  @Test
  void keepsResizesBesideTheOriginalAndNeverInItsPlace() {
    String name = "100x200-fill-80-upscale-6e1368eb13188b9071e74645d37f8143.jpg";
    ResizeName resize = ResizeName.parse(name, 4096);

    assertThat(MediaId.parse(UUID + "-test.jpg").resizeKey(resize).value())
        .isEqualTo(FOLDER + "/test.jpg/" + name);
    assertThat(Refusal.of(() -> MediaId.parse(UUID + "-" + name).resizeKey(resize)))
        .isEqualTo(ResizeError.RESIZE_NAME_MALFORMED);
  }

  @ParameterizedTest
  @CsvSource({
    "test.jpg, jpg",
    "my-photo.jpg, jpg",
    "a.b.c.jpeg, jpeg",
    "archive.tar.gz, tar.gz",
    "noext., ''",
    "noext, ''"
  })
  void hasTheExtensionAfterTheLastDot(String name, String extension) {
    assertThat(MediaId.parse(UUID + "-" + name).extension()).isEqualTo(extension);
  }
}
