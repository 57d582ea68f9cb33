package io.sluice.thumbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.media.recipe.Size;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThumborRecipeTest {
  private static ThumborRecipe recipe(String options) {
    return ThumborRecipe.of(ThumborUrl.parse("/unsafe/" + options + "/a.jpg"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "trim/1x2:3x4/-30x-20; trim(TOP_LEFT,0)/crop(1,2,3,4)/fill(30,20,0.5,0.5)/flip(x)/flip(y)/source,80",
        "fit-in/30x20/filters:grayscale():upscale():blur(200); fitin(30,20,upscale)/grayscale/blur(150.0,200.0)/source,80",
        "30x20/left/bottom/smart/filters:no_upscale(); fill(30,20,shrink,0.0,1.0,smart)/source,80",
        "10x20:30x40/3x9/filters:focal(12x22:16x26):focal(0x0:1x1); crop(10,20,30,40)/fill(3,9,2:2:6:6)/source,80",
        "filters:rotate(90):rotate(-90):rotate(360); rotate(3)/rotate(1)/source,80",
        "filters:brightness(50):rgb(-10,%200,100); add(127,127,127)/add(-25,0,255)/source,80",
        "9x9/filters:fill(white,1):fill(transparent):fill(auto):fill(blur); fill(9,9,0.5,0.5)/pad(9,9,ffffff,true)/pad(9,9,transparent,false)/pad(9,9,mean,false)/pad(9,9,blurred,false)/source,80",
        "filters:format('webp'):quality(0):max_bytes(900); webp,1,900",
        "filters:format(webp):format(xyz); source,80",
        "filters:watermark(logo.png,10,-20p,50):watermark('h/a,b.png',center,repeat,0,30,none); watermark(logo.png,pixels10,percent-20,50,0,0)/watermark(h/a,b.png,center0,repeat0,0,30,0)/source,80",
        "filters:frame(h%2Ff.png):colorize(10,0,200,ff8000):cover(); frame(h/f.png)/colorize(10,0,100,ff8000)/cover/source,80",
        "filters:curve([(0,9),(255,7)],[(1,2)],[(1,2),],[(3,4),(5,6),(7,8)]); curve(0:9+255:7,1:2,1:2,3:4+5:6+7:8)/source,80",
        "filters:autojpg():quality(70):max_bytes(9); source,70,9,autojpg",
        "filters:autojpg(1):autojpg(false); source,80",
        "9x9/filters:round_corner(20%7C5,255,0,0):saturation(.5):stretch():strip_icc(); fill(9,9,stretch)/round(20,5,ff0000,false)/saturation(0.5)/source,80"
      })
  void ordersStepsAndReadsFilters(String options, String canonical) {
    assertThat(recipe(options).recipe().canonical()).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "blur()",
        "blur(0)",
        "blur(2,)",
        "blur(x)",
        "grayscale(1)",
        "rotate(45)",
        "fill(nocolor)",
        "proportion(1.5)",
        "watermark(a,1,1)",
        "watermark(a,1x,1,0)",
        "watermark(a,--1,1,0)",
        "watermark(a,1,middle,0)",
        "watermark(a,1,1,-1)",
        "watermark(a,1,1,0,-5)",
        "watermark(,1,1,0)",
        "frame()",
        "colorize(1,1,1,red)",
        "curve([],[],[],[])",
        "curve([(5,1),(5,2)],[(1,2)],[(1,2)],[(1,2)])",
        "curve([(1,256)],[(1,2)],[(1,2)],[(1,2)])",
        "curve([(1,2)],[(1,2)],[(1,2)])",
        "gifv(mp4)",
        "red_eye()",
        "made_up(1)",
        "noise(1234567890)",
        "convolution(1;2,2)",
        "convolution(1;2;3,0)",
        "round_corner(0,1,1,1)",
        "sharpen(1,2)",
        "focal(9x9:1x1)",
        "quality(-1)"
      })
  void ignoresAndNamesWhatDoesNotFit(String filter) {
    ThumborRecipe recipe = recipe("filters:" + filter + ":equalize()");

    assertThat(recipe.recipe().canonical()).isEqualTo("equalize/source,80");
    assertThat(recipe.ignored().stream().map(FilterCall::name))
        .containsExactly(filter.substring(0, filter.indexOf('(')));
  }

  @ParameterizedTest
  @CsvSource({
    "http://my.server.com/some/image.jpg, http://my.server.com/some/image.jpg, '0.5,0.5'",
    "thumbor-server/10x20:30x40/image.jpg, thumbor-server/10x20:30x40/image.jpg, '0.5,0.5'",
    "http://thumbor-server/unsafe/10x20:30x40/300x200/a/image.jpg, a/image.jpg, 10:20:30:40",
    "http://x/some_hash=/1x2:3x4/filters:blur(1)/http://y/unsafe/5x6:7x8/z/b.jpg, http://y/unsafe/5x6:7x8/z/b.jpg, 1:2:3:4",
    "http://x/some_hash=/trim/http://y/unsafe/5x6:7x8/z/b.jpg, z/b.jpg, 5:6:7:8",
    "http://x/unsafe/30x40:10x20/image.jpg, http://x/unsafe/30x40:10x20/image.jpg, '0.5,0.5'",
  })
  void findsTheCropOfAnImageThatIsAThumborUrl(String image, String inner, String focus) {
    ThumborRecipe found =
        ThumborRecipe.of(ThumborUrl.parse("/unsafe/8x9/filters:extract_focal()/" + image));
    assertThat(found.image()).isEqualTo(inner);
    assertThat(found.recipe().canonical()).startsWith("fill(8,9," + focus + ")");
  }

  @Test
  void looksForACropNoDeeperThanItMust() {
    String image = "a/".repeat(3000) + "b.jpg";
    ThumborRecipe found =
        ThumborRecipe.of(ThumborUrl.parse("/unsafe/8x9/filters:extract_focal()/" + image));
    assertThat(found.image()).isEqualTo(image);
  }

  @Test
  void keepsTheAgeBesideTheRecipe() {
    assertThat(recipe("filters:max_age(0)").maxAgeSeconds()).isZero();
    assertThat(recipe("x").maxAgeSeconds()).isNull();
  }

  @Test
  void splitsArgumentsAtCommasOutsideOfQuotes() {
    assertThat(FilterCall.split("a( 'x, y' ,2):b(')'):c(1"))
        .containsExactly(
            new FilterCall("a", List.of("x, y", "2")),
            new FilterCall("b", List.of("')'".replace("'", ""))),
            new FilterCall("c", null));
    assertThat(FilterCall.split("a(h/b(c)d.png, 1,2):b(h/b)c)"))
        .containsExactly(
            new FilterCall("a", List.of("h/b(c)d.png", "1", "2")),
            new FilterCall("b", List.of("h/b")));
  }

  @Test
  void writesThePlanAsJson() {
    String json =
        ThumborMeta.write("é.jpg", new Size(800, 600), 1, recipe("-400x150").recipe(), "a.b$");

    assertThat(json)
        .isEqualTo(
            "a.b$({\"thumbor\":{\"source\":{\"url\":\"\\u00E9.jpg\",\"width\":800,\"height\":600,"
                + "\"frameCount\":1},\"operations\":[{\"type\":\"crop\",\"left\":0,\"top\":150,"
                + "\"right\":800,\"bottom\":450},{\"type\":\"resize\",\"width\":400,\"height\":150},"
                + "{\"type\":\"flip_horizontally\"}],\"target\":{\"width\":400,\"height\":150}}});");
    assertThatThrownBy(
            () -> ThumborMeta.write("a", new Size(1, 1), 1, recipe("x").recipe(), "alert(1)//"))
        .hasMessage("thumbor-callback-malformed");
  }
}
