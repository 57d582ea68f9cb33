package io.sluice.thumbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.http.HttpErrorException;
import io.sluice.media.recipe.Crop;
import io.sluice.media.recipe.Trim;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThumborUrlTest {
  private static final Pattern GRAMMAR =
      Pattern.compile(
          "/?(?:(?:(?<unsafe>unsafe)|(?<hash>.+?))/)?(?:(?<debug>debug)/)?(?:(?<meta>meta)/)?"
              + "(?:(?<trim>trim(?::(?:top-left|bottom-right))?(?::\\d+)?)/)?"
              + "(?:(?<crop>(?<l>\\d+)x(?<t>\\d+):(?<r>\\d+)x(?<b>\\d+))/)?"
              + "(?:(?<adaptive>adaptive-)?(?<full>full-)?(?<fit>fit-in)/)?"
              + "(?:(?<fx>-)?(?<w>\\d+|orig)?x(?<fy>-)?(?<h>\\d+|orig)?/)?"
              + "(?:(?<halign>left|right|center)/)?(?:(?<valign>top|bottom|middle)/)?"
              + "(?:(?<smart>smart)/)?(?:filters:(?<filters>.+?\\))/)?(?<image>.+)");
  private static final String[] TOKENS = {
    "unsafe",
    "debug",
    "meta",
    "trim",
    "trim:top-left",
    "trim:bottom-right:9",
    "trim:15",
    "trim::5",
    "10x20:30x40",
    "0x0:0x0",
    "1x2:3x",
    "fit-in",
    "adaptive-fit-in",
    "full-fit-in",
    "adaptive-full-fit-in",
    "full-adaptive-fit-in",
    "300x200",
    "300x",
    "x200",
    "x",
    "-x-",
    "-0x-0",
    "origx100",
    "300xorig",
    "--1x2",
    "left",
    "right",
    "center",
    "top",
    "bottom",
    "middle",
    "smart",
    "filters:blur(2)",
    "filters:blur(2):fill(red)",
    "filters:)",
    "filters:a(b",
    "a(1)",
    "",
    "img.jpg"
  };

  @Test
  void readsTheSameGroupsAsTheRegularExpression() {
    Random random = new Random(20_260_101);
    int read = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder path = new StringBuilder(random.nextInt(4) == 0 ? "" : "/");
      for (int n = random.nextInt(9); n >= 0; n--) {
        path.append(TOKENS[random.nextInt(TOKENS.length)]).append(n == 0 ? "" : "/");
      }
      path.append(random.nextInt(5) == 0 ? "/" : "");
      read += agrees(path.toString()) ? 1 : 0;
    }
    assertThat(read).isGreaterThan(15_000);
  }

  private static boolean agrees(String path) {
    Matcher groups = GRAMMAR.matcher(path);
    if (!groups.matches() || (groups.group("unsafe") == null && groups.group("hash") == null)) {
      assertThatThrownBy(() -> ThumborUrl.parse(path))
          .as(path)
          .isInstanceOf(HttpErrorException.class);
      return false;
    }
    ThumborRequest request = ThumborUrl.parse(path);
    assertThat(request.signature()).as(path).isEqualTo(groups.group("hash"));
    assertThat(request.debug()).as(path).isEqualTo(groups.group("debug") != null);
    assertThat(request.meta()).as(path).isEqualTo(groups.group("meta") != null);
    assertThat(request.trim() != null).as(path).isEqualTo(groups.group("trim") != null);
    assertThat(request.crop() != null)
        .as(path)
        .isEqualTo("10x20:30x40".equals(groups.group("crop")));
    assertThat(request.fitIn() != null).as(path).isEqualTo(groups.group("fit") != null);
    assertThat(request.sides())
        .as(path)
        .isEqualTo(
            new ThumborRequest.Sides(
                side(groups.group("w")),
                side(groups.group("h")),
                groups.group("fx") != null,
                groups.group("fy") != null));
    String left = groups.group("halign");
    assertThat(request.focus().x())
        .as(path)
        .isEqualTo("left".equals(left) ? 0 : "right".equals(left) ? 1 : 0.5);
    String top = groups.group("valign");
    assertThat(request.focus().y())
        .as(path)
        .isEqualTo("top".equals(top) ? 0 : "bottom".equals(top) ? 1 : 0.5);
    assertThat(request.focus().smart()).as(path).isEqualTo(groups.group("smart") != null);
    assertThat(request.filters().isEmpty()).as(path).isEqualTo(groups.group("filters") == null);
    assertThat(request.image()).as(path).isEqualTo(groups.group("image"));
    return true;
  }

  private static int side(String text) {
    return text == null ? 0 : text.equals("orig") ? -1 : Integer.parseInt(text);
  }

  @ParameterizedTest
  @CsvSource({
    "/unsafe/300x200/meta/a.jpg, meta/a.jpg",
    "/unsafe/full-adaptive-fit-in/a.jpg, full-adaptive-fit-in/a.jpg",
    "/unsafe/smart/top/a.jpg, top/a.jpg",
    "/unsafe/smart/, smart/",
    "/unsafe/http%3A%2F%2Fa%2Fget%3Fu%3Da%2540b, http://a/get?u=a%40b"
  })
  void takesTheRestForTheImageAndDecodesItOnce(String path, String image) {
    assertThat(ThumborUrl.parse(path).image()).isEqualTo(image);
  }

  @Test
  void readsTrimWithItsQuirkAndCrop() {
    ThumborRequest quirk = ThumborUrl.parse("/unsafe/trim:15/10x20:30x40/a");

    assertThat(quirk.trim()).isEqualTo(new Trim(Trim.Corner.BOTTOM_RIGHT, 0));
    assertThat(quirk.crop()).isEqualTo(new Crop(10, 20, 30, 40));
    assertThat(ThumborUrl.parse("/unsafe/trim:top-left:15/a").trim())
        .isEqualTo(new Trim(Trim.Corner.TOP_LEFT, 15));
    assertThat(ThumborUrl.parse("/unsafe/trim/a").trim())
        .isEqualTo(new Trim(Trim.Corner.TOP_LEFT, 0));
  }

  @ParameterizedTest
  @CsvSource({
    "/unsafe/, thumbor-image-missing",
    "'', thumbor-url-malformed",
    "/, thumbor-url-malformed",
    "/alabama1_ap620%C3%A9.jpg, thumbor-url-malformed",
    "/unsafe/%zz, thumbor-url-malformed",
    "/unsafe/a%00b, thumbor-url-malformed",
    "/unsafe/%FF, thumbor-url-malformed",
    "/unsafe/a b, thumbor-url-malformed",
    "/unsafe/1234567890x1/a, thumbor-number-too-long",
    "/unsafe/0x0:1x1234567890/a, thumbor-number-too-long"
  })
  void refusesWhatIsBroken(String path, String code) {
    assertThatThrownBy(() -> ThumborUrl.parse(path)).hasMessage(code);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "/", "-", "filters:", ")/", "%41", "trim:1/", "'"})
  void readsOrRefusesHugePathsMadeOfOnePiece(String piece) {
    String path = "/unsafe/" + piece.repeat(8184 / piece.length());

    assertThat(ThumborUrl.parse(path).image()).isNotEmpty();
    assertThatThrownBy(() -> ThumborUrl.parse(path + "a".repeat(99)))
        .hasMessage("thumbor-url-too-long");
  }

  @Test
  void takesFiftyFiltersAndNoMore() {
    String fifty = "blur(1):".repeat(49) + "blur(1)";

    assertThat(ThumborUrl.parse("/unsafe/filters:" + fifty + "/a").filters()).hasSize(50);
    assertThatThrownBy(() -> ThumborUrl.parse("/unsafe/filters:" + fifty + ":blur(1)/a"))
        .hasMessage("thumbor-too-many-filters");
  }
}
