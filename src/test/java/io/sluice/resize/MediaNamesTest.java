package io.sluice.resize;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.Secret;
import io.sluice.http.HttpError;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaNamesTest {
  private static final String UUID = "3c72aedc-ba25-11e6-a569-406c8f413974";
  private static final String ID = UUID + "-test.jpg";
  private static final String FOLDER = "3c72aedc/ba25/11e6/a569/406c8f413974";

  private final MediaNames names = MediaNames.signedWith("12345");
  private final MediaNames old = MediaNames.signedWith("12345", SignatureChoice.MD5);

  @ParameterizedTest
  @CsvSource({
    "fill, 80, true, 100x200-fill-80-upscale-6e1368eb13188b9071e74645d37f8143.jpg",
    "fit, 80, false, 100x200-fit-80-noupscale-56a68bf8e344372c0e5dea1b51a81aa7.jpg",
    "200x400, 80, true, 100x200-200x400-80-upscale-7b38f538dcdad6f37526c5197e9c687b.jpg"
  })
  void makesTheNamesOfShiftMedia(String factor, int quality, boolean upscale, String name) {
    assertThat(old.resizeName(ID, 100, 200, ResizeFactor.parse(factor), quality, upscale, "jpg"))
        .isEqualTo(name);
  }

  @Test
  void knowsTheDefaultsOfShiftMedia() {
    assertThat(old.resizeName(ID, 100, 200, ResizeFactor.FILL))
        .isEqualTo("100x200-fill-65-upscale-59371099c689a509fd6260081999bde2.jpg");
    assertThat(old.resizeName(UUID + "-archive.tar.gz", 100, 200, ResizeFactor.FILL))
        .isEqualTo("100x200-fill-65-upscale-6611eb933e69417a6562568b757fbab0.tar.gz");
  }

  @Test
  void findsTheExtensionBehindDashesAndDots() {
    String name =
        old.resizeName(UUID + "-my-photo.jpg", 100, 200, ResizeFactor.FIT, 80, false, null);
    assertThat(name).isEqualTo("100x200-fit-80-noupscale-07d44c65acaed75b6d1aa06de480aad9.jpg");
    assertThat(old.resizeName(UUID + "-a.b.c.jpeg", 1, 2, ResizeFactor.FIT))
        .matches("1x2-fit-65-upscale-[0-9a-f]{32}\\.jpeg");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Photo.JPEG", "my-photo.png", "ÜNÏ.gif", "a b%.webp", "noext"})
  void makesNamesThatTheGatewayTakes(String fileName) {
    String id = names.generateId(fileName);
    String name = names.resizeName(id, 400, 300, ResizeFactor.FILL, 100, false, "webp");

    MediaId media = MediaId.ofPath(names.path(id));
    ResizeName parsed = ResizeName.parse(name, 4096);
    ResizeSignature gateway =
        new ResizeSignature(
            SignatureChoice.BOTH, List.of(Secret.of("another"), Secret.of("12345")));
    gateway.check(media, parsed);

    assertThat(media).hasToString(id);
    assertThat(parsed.signature()).hasSize(64);
    assertThat(names.originalKey(id)).isEqualTo(media.originalKey().value());
  }

  @Test
  void makesNoIdTwice() {
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      ids.add(names.generateId("test.jpg"));
    }
    assertThat(ids).hasSize(10_000);
  }

  @ParameterizedTest
  @CsvSource({
    "test.jpg, test.jpg",
    "my-photo_1~2.jpg, my-photo_1~2.jpg",
    "a b.jpg, a%20b.jpg",
    "100%.jpg, 100%25.jpg",
    "a?b#c+d.jpg, a%3Fb%23c%2Bd.jpg",
    "ünï.jpg, %C3%BCn%C3%AF.jpg"
  })
  void escapesUrlsOnce(String fileName, String escaped) {
    assertThat(names.urlPath(UUID + "-" + fileName, fileName))
        .isEqualTo(FOLDER + "/" + escaped + "/" + escaped);
  }

  @Test
  void makesNothingThatNoGatewayTakes() {
    assertThat(Refusal.of(() -> names.path("no-id"))).isEqualTo(ResizeError.MEDIA_ID_MALFORMED);
    assertThat(Refusal.of(() -> names.generateId("..")))
        .isEqualTo(ResizeError.MEDIA_FILE_NAME_REFUSED);
    assertThat(refusal(0, 80, "jpg")).isEqualTo(ResizeError.RESIZE_SIZE_MALFORMED);
    assertThat(refusal(-1, 80, "jpg")).isEqualTo(ResizeError.RESIZE_SIZE_MALFORMED);
    assertThat(refusal(1, 0, "jpg")).isEqualTo(ResizeError.RESIZE_QUALITY_EXCEEDED);
    assertThat(refusal(1, 101, "jpg")).isEqualTo(ResizeError.RESIZE_QUALITY_EXCEEDED);
    for (String extension : new String[] {"", "JPG", "../x", "jp-g", "a..b", ".jpg"}) {
      assertThat(refusal(1, 80, extension)).isEqualTo(ResizeError.RESIZE_NAME_MALFORMED);
    }
    assertThat(Refusal.of(() -> names.resizeName(UUID + "-noext.", 1, 1, ResizeFactor.FIT)))
        .isEqualTo(ResizeError.RESIZE_NAME_MALFORMED);
    assertThat(Refusal.of(() -> names.resizeName(ID, 3, 1, ResizeFactor.sample(2, 1))))
        .isEqualTo(ResizeError.RESIZE_SAMPLE_UNEQUAL);
  }

  private HttpError refusal(int width, int quality, @Nullable String extension) {
    return Refusal.of(
        () -> names.resizeName(ID, width, 1, ResizeFactor.FIT, quality, true, extension));
  }
}
