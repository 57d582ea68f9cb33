package io.sluice.resize;

import static io.sluice.resize.ResizeError.RESIZE_FACTOR_UNKNOWN;
import static io.sluice.resize.ResizeError.RESIZE_NAME_MALFORMED;
import static io.sluice.resize.ResizeError.RESIZE_QUALITY_EXCEEDED;
import static io.sluice.resize.ResizeError.RESIZE_SIZE_EXCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.http.HttpError;
import io.sluice.http.HttpErrorException;
import io.sluice.media.recipe.Size;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResizeNameTest {
  private static final String MD5 = "6e1368eb13188b9071e74645d37f8143";
  private static final String SIGNED = "-" + MD5;
  private static final int MAX_SIDE = 4096;

  private static ResizeName parse(String name) {
    return ResizeName.parse(name.replace("SIG", MD5), MAX_SIDE);
  }

  private static HttpError refusal(String name) {
    return Refusal.of(() -> parse(name));
  }

  @Test
  void holdsAllThatIsAskedFor() {
    ResizeName name = parse("100x200-fill-80-upscale-SIG.jpg");

    assertThat(name.options())
        .isEqualTo(new ResizeOptions(new Size(100, 200), ResizeFactor.FILL, 80, true, "jpg"));
    assertThat(name.unsigned()).isEqualTo("100x200-fill-80-upscale.jpg");
    assertThat(name.signature()).isEqualTo(MD5);
    assertThat(parse("1x4096-fit-100-noupscale-SIG.tar.gz").options())
        .isEqualTo(new ResizeOptions(new Size(1, 4096), ResizeFactor.FIT, 100, false, "tar.gz"));
    assertThat(parse("100x200-200x400-1-upscale-SIG.webp").options())
        .isEqualTo(
            new ResizeOptions(new Size(100, 200), ResizeFactor.sample(200, 400), 1, true, "webp"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "100x200-fill-80-upscale-SIG.jpg",
        "100x200-fit-100-noupscale-SIG.tar.gz",
        "0100x00200-fill-080-upscale-SIG.jpg",
        "100x200-0200x400-80-upscale-SIG.b.c.jpeg",
        "100x200-fill-80-upscale-SIGSIG.jpg"
      })
  void isWrittenAsItWasReadToTheCharacter(String text) {
    assertThat(parse(text).text()).isEqualTo(text.replace("SIG", MD5));
  }

  @Test
  void keepsLeadingZerosForTheSignatureOnly() {
    ResizeName name = parse("0100x200-fill-080-upscale-SIG.jpg");

    assertThat(name.unsigned()).isEqualTo("0100x200-fill-080-upscale.jpg");
    assertThat(name.options()).isEqualTo(parse("100x200-fill-80-upscale-SIG.jpg").options());
    assertThat(parse("00000000000000100x200-fill-80-upscale-SIG.jpg").options().target())
        .isEqualTo(new Size(100, 200));
  }

  @ParameterizedTest
  @CsvSource({
    "'', RESIZE_NAME_MALFORMED",
    "test.jpg, RESIZE_NAME_MALFORMED",
    "----, RESIZE_NAME_MALFORMED",
    "100x200-fill-80-upscale.jpg, RESIZE_NAME_MALFORMED",
    "100x200-fill-80-upscale-SIG, RESIZE_NAME_MALFORMED",
    "100x200-fill-80-upscale-SIG., RESIZE_NAME_MALFORMED",
    "100x200-fill-80-upscale-SIG..jpg, RESIZE_NAME_MALFORMED",
    "100x200-fill-80-upscale-SIG.jpg., RESIZE_NAME_MALFORMED",
    "100x200-fill-80-upscale-SIG.JPG, RESIZE_NAME_MALFORMED",
    "100x200-fill-80-upscale-SIG.j pg, RESIZE_NAME_MALFORMED",
    "100x200-fill-80-upscale-SIG.jpg/.., RESIZE_NAME_MALFORMED",
    "100x200-fill-80-upscale-SIG.%6apg, RESIZE_NAME_MALFORMED",
    "100x200-fill-80-upscale-x-SIG.jpg, RESIZE_NAME_MALFORMED",
    "-100x200-fill-80-upscale-SIG.jpg, RESIZE_NAME_MALFORMED",
    "100x200-fill--1-upscale-SIG.jpg, RESIZE_NAME_MALFORMED",
    "../100x200-fill-80-upscale-SIG.jpg, RESIZE_SIZE_MALFORMED",
    "0x0-fill-80-upscale-SIG.jpg, RESIZE_SIZE_MALFORMED",
    "0x200-fill-80-upscale-SIG.jpg, RESIZE_SIZE_MALFORMED",
    "100x0-fill-80-upscale-SIG.jpg, RESIZE_SIZE_MALFORMED",
    "100X200-fill-80-upscale-SIG.jpg, RESIZE_SIZE_MALFORMED",
    "100x200x300-fill-80-upscale-SIG.jpg, RESIZE_SIZE_MALFORMED",
    "100-fill-80-upscale-SIG.jpg, RESIZE_SIZE_MALFORMED",
    "x-fill-80-upscale-SIG.jpg, RESIZE_SIZE_MALFORMED",
    "100x-fill-80-upscale-SIG.jpg, RESIZE_SIZE_MALFORMED",
    "+100x200-fill-80-upscale-SIG.jpg, RESIZE_SIZE_MALFORMED",
    "' 100x200-fill-80-upscale-SIG.jpg', RESIZE_SIZE_MALFORMED",
    "１００x200-fill-80-upscale-SIG.jpg, RESIZE_SIZE_MALFORMED",
    "100x٢٠٠-fill-80-upscale-SIG.jpg, RESIZE_SIZE_MALFORMED",
    "1e2x200-fill-80-upscale-SIG.jpg, RESIZE_SIZE_MALFORMED",
    "100x200--80-upscale-SIG.jpg, RESIZE_FACTOR_UNKNOWN",
    "100x200-FIT-80-upscale-SIG.jpg, RESIZE_FACTOR_UNKNOWN",
    "100x200-fits-80-upscale-SIG.jpg, RESIZE_FACTOR_UNKNOWN",
    "100x200-0x0-80-upscale-SIG.jpg, RESIZE_FACTOR_UNKNOWN",
    "100x200-２００x400-80-upscale-SIG.jpg, RESIZE_FACTOR_UNKNOWN",
    "100x200-200x401-80-upscale-SIG.jpg, RESIZE_SAMPLE_UNEQUAL",
    "100x200-fill--upscale-SIG.jpg, RESIZE_QUALITY_MALFORMED",
    "100x200-fill-8.5-upscale-SIG.jpg, RESIZE_QUALITY_MALFORMED",
    "100x200-fill-８０-upscale-SIG.jpg, RESIZE_QUALITY_MALFORMED",
    "100x200-fill-80-UPSCALE-SIG.jpg, RESIZE_UPSCALE_UNKNOWN",
    "100x200-fill-80-down-SIG.jpg, RESIZE_UPSCALE_UNKNOWN",
    "100x200-fill-80-upscale-.jpg, RESIZE_SIGNATURE_MALFORMED",
    "100x200-fill-80-upscale-abc.jpg, RESIZE_SIGNATURE_MALFORMED",
    "100x200-fill-80-upscale-0SIG.jpg, RESIZE_SIGNATURE_MALFORMED",
    "100x200-fill-80-upscale-6E1368EB13188B9071E74645D37F8143.jpg, RESIZE_SIGNATURE_MALFORMED",
    "100x200-fill-80-upscale-ge1368eb13188b9071e74645d37f8143.jpg, RESIZE_SIGNATURE_MALFORMED"
  })
  void isRefusedWithTheRowOfTheFault(String name, ResizeError error) {
    assertThat(refusal(name)).isEqualTo(error);
    assertThat(error.status()).isIn(403, 404);
  }

  @Test
  void isRefusedWithAZeroByteOrALineBreakAnywhere() {
    String name = "100x200-fill-80-upscale" + SIGNED + ".jpg";
    for (int i = 0; i <= name.length(); i++) {
      for (String hostile : new String[] {"\u0000", "\n"}) {
        String text = name.substring(0, i) + hostile + name.substring(i);
        assertThat(refusal(text)).as("at %s", i).isInstanceOf(ResizeError.class);
      }
    }
  }

  @Test
  void isRefusedWhenItIsLong() {
    for (String text :
        new String[] {
          "100x200-fill-80-upscale" + SIGNED + "." + "a".repeat(10_000),
          "0".repeat(10_000) + "1x2-fill-80-upscale" + SIGNED + ".jpg",
          "-".repeat(10_000),
          ".".repeat(10_000)
        }) {
      assertThat(refusal(text)).isEqualTo(RESIZE_NAME_MALFORMED);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "99999x1-fill-80-upscale-SIG.jpg",
        "1x4097-fill-80-upscale-SIG.jpg",
        "4294967297x1-fill-80-upscale-SIG.jpg",
        "1x99999999999999999999999999-fill-80-upscale-SIG.jpg",
        "100x100-5000x5000-80-upscale-SIG.jpg"
      })
  void isRefusedAboveTheLimitOfSizes(String name) {
    assertThat(refusal(name)).isEqualTo(RESIZE_SIZE_EXCEEDED);
    assertThat(RESIZE_SIZE_EXCEEDED.status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "000", "101", "1000", "4294967346", "99999999999999999999"})
  void isRefusedOutsideTheRangeOfQualities(String quality) {
    assertThat(refusal("100x200-fill-" + quality + "-upscale-SIG.jpg"))
        .isEqualTo(RESIZE_QUALITY_EXCEEDED);
    assertThat(RESIZE_QUALITY_EXCEEDED.status()).isEqualTo(400);
  }

  @Test
  void isReadAgainAsItWasPrinted() {
    Random random = new Random(44);
    String[] extensions = {"jpg", "png", "tar.gz", "b.c.jpeg", "webp", "7z"};
    for (int i = 0; i < 10_000; i++) {
      int width = 1 + random.nextInt(1000);
      int height = 1 + random.nextInt(1000);
      ResizeFactor[] factors = {
        ResizeFactor.FIT, ResizeFactor.FILL, ResizeFactor.sample(2 * width, 2 * height)
      };
      ResizeOptions options =
          new ResizeOptions(
              new Size(width, height),
              factors[random.nextInt(3)],
              1 + random.nextInt(100),
              random.nextBoolean(),
              extensions[random.nextInt(extensions.length)]);
      ResizeName name = new ResizeName(options, options.unsigned(), MD5);

      assertThat(parse(name.text())).isEqualTo(name);
    }
  }

  @Test
  void isNeverAnythingButReadOrRefused() {
    Random random = new Random(45);
    String letters = "0123456789x-.fitlupscaenoGJ%/\\\u0000ü１";
    String whole = "100x200-fill-80-upscale" + SIGNED + ".jpg";
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder(whole);
      for (int edits = random.nextInt(4); edits >= 0; edits--) {
        int at = random.nextInt(text.length());
        text.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
      }
      String changed = text.toString();
      try {
        assertThat(parse(changed).text()).isEqualTo(changed);
      } catch (HttpErrorException e) {
        assertThat(e.error()).isInstanceOf(ResizeError.class);
      }
    }
  }

  @Test
  void hasFactorsThatAreTheSameWhenTheyDoTheSame() {
    assertThat(ResizeFactor.parse("0200x400")).isEqualTo(ResizeFactor.sample(200, 400));
    assertThat(Refusal.of(() -> ResizeFactor.parse("sample"))).isEqualTo(RESIZE_FACTOR_UNKNOWN);
    assertThat(Refusal.of(() -> ResizeFactor.sample(0, 1)))
        .isEqualTo(ResizeError.RESIZE_SIZE_MALFORMED);
  }
}
