package io.sluice.media.recipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoxedScaleTest {
  @ParameterizedTest
  @CsvSource({
    "800,600,300,200,false,false,false,267x200",
    "800,600,300,200,true,false,false,300x225",
    "600,800,300,200,false,true,false,200x267",
    "100,80,300,300,false,false,false,100x80",
    "100,80,300,300,false,false,true,300x240",
    "100,80,300,300,true,false,false,375x300",
    "1000,1,100,100,false,false,false,100x1",
    "999999999,1,100,0,false,false,false,100x1"
  })
  void fitsIn(
      int w, int h, int width, int height, boolean full, boolean adaptive, boolean up, String to) {
    Placement place =
        new FitIn(new Box(width, height, false), full, adaptive, up).place(new Size(w, h));

    assertThat(place.target()).hasToString(to);
    assertThat(place.isWhole(new Size(w, h))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "300,0,0,0,800x600,300x225",
    "0,300,0,0,800x600,400x300",
    "300,-1,250,0,300x600,300x600",
    "-1,0,0,0,800x600,800x600",
    "0,0,0,0,800x600,800x600",
    "400,150,0,150,800x300,400x150",
    "399,300,0,0,800x600,399x300"
  })
  void fills(int width, int height, int left, int top, String part, String target) {
    Placement place =
        new Fill(new Box(width, height, false), Focus.CENTER, false).place(new Size(800, 600));

    assertThat(place.left()).isEqualTo(left);
    assertThat(place.top()).isEqualTo(top);
    assertThat(place.part()).hasToString(part);
    assertThat(place.target()).hasToString(target);
  }

  @Test
  void keepsAreasInThePictureByTheirWeight() {
    Focus focus = new Focus(0, 0, List.of(new Focus.Area(700, 0, 800, 600)), false);

    assertThat(new Fill(new Box(300, 600, false), focus, false).place(new Size(800, 600)).left())
        .isEqualTo(500);
  }

  @Test
  void stretchesWithoutACutAndKeepsSmallPicturesSmall() {
    Size source = new Size(800, 600);

    assertThat(new Fill(new Box(100, 500, false), Focus.CENTER, true).place(source))
        .isEqualTo(Placement.whole(source, new Size(100, 500)));
    assertThat(new Fill(new Box(1600, 1200, true), Focus.CENTER, false).place(source))
        .isEqualTo(Placement.unchanged(source));
  }

  @Test
  void staysInsideOfEveryPicture() {
    for (int w : new int[] {1, 2, 7, 100, 999_999_999}) {
      for (int h : new int[] {1, 3, 50, 999_999_999}) {
        for (int wish : new int[] {-1, 0, 1, 9, 999_999_999}) {
          Placement at =
              new Fill(new Box(wish, 10, false), Focus.CENTER, false).place(new Size(w, h));
          assertThat(at.left() + at.part().width()).isLessThanOrEqualTo(w);
          assertThat(at.top() + at.part().height()).isLessThanOrEqualTo(h);
          assertThat(at.left()).isNotNegative();
          assertThat(at.top()).isNotNegative();
        }
      }
    }
  }

  @Test
  void cutsFractionsOffAProportion() {
    assertThat(new Proportion(0.5).place(new Size(267, 200)).target()).hasToString("133x100");
    assertThat(new Proportion(0.001).place(new Size(267, 200)).target()).hasToString("267x200");
  }

  @Test
  void knowsColorsByNameAndByDigits() {
    assertThat(ColorNames.all()).hasSize(148);
    assertThat(ColorNames.find("RebeccaPurple")).isEqualTo(new Rgb(0x66, 0x33, 0x99));
    assertThat(ColorNames.find("fa0")).isEqualTo(new Rgb(255, 170, 0));
    assertThat(ColorNames.find("0a0B0c")).isEqualTo(new Rgb(10, 11, 12));
    assertThat(ColorNames.find("nocolor")).isNull();
    assertThat(ColorNames.find("ffff")).isNull();
  }
}
