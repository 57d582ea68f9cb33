package io.sluice.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Output;
import io.sluice.media.recipe.Recipe;
import io.sluice.media.recipe.Size;
import io.sluice.resize.ResizeFactor;
import io.sluice.resize.ResizeOptions;
import io.sluice.resize.ResizeRecipe;
import io.sluice.thumbor.ThumborFilters;
import io.sluice.thumbor.ThumborRecipe;
import io.sluice.thumbor.ThumborUrl;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The galleries of the doors' pages: each picture is what its recipe makes now. */
class GalleryTest {
  private static final String HEADING = "## Gallery";
  private static final Pattern PICTURE = Pattern.compile("!\\[[^\\]]*]\\(pictures/([^)]+)\\)");
  private static final Pattern NAME =
      Pattern.compile("(\\d+)x(\\d+)-([a-z0-9]+)-(\\d+)-(no)?upscale\\.([a-z]+)");

  /** They change the bytes, the answer, or what another part of the address would do. */
  private static final List<String> NOTHING_TO_SEE =
      List.of(
          "autojpg",
          "cover",
          "extract_focal",
          "format",
          "max_age",
          "max_bytes",
          "strip_exif",
          "strip_icc");

  @TempDir private Path folder;

  /** What is written beside a picture. */
  private record Shown(String recipe, String file) {}

  private static List<Shown> shown(String page) throws IOException {
    List<Shown> shown = new ArrayList<>();
    for (List<String> row : Page.read(page).below(HEADING).rows()) {
      for (int i = 0; i + 1 < row.size(); i += 2) {
        Matcher picture = PICTURE.matcher(row.get(i + 1));
        if (picture.matches()) {
          shown.add(new Shown(Page.plain(row.get(i)), picture.group(1)));
        }
      }
    }
    assertThat(shown).isNotEmpty();
    return shown;
  }

  @Test
  void showsWhatTheThumborDoorMakes() throws IOException {
    Path scene = Scene.write(folder);
    Path framed = Scene.writeFramed(folder);
    Map<String, Path> layers = new HashMap<>();
    for (String name : List.of("logo.png", "frame.png")) {
      layers.put(name, Scene.writeLayer(folder, name));
    }
    List<Shown> all = shown("docs/thumbor.md");
    try (Gallery gallery = new Gallery(folder)) {
      for (Shown each : all) {
        ThumborRecipe plan =
            ThumborRecipe.of(ThumborUrl.parse("/unsafe/" + each.recipe() + "/scene.png"));
        assertThat(plan.ignored()).as(each.recipe()).isEmpty();
        Output output =
            plan.recipe().output().in(each.file().endsWith(".png") ? null : ImageFormat.JPEG);
        Path source = each.recipe().contains("trim") ? framed : scene;
        Recipe recipe =
            new Recipe(plan.recipe().steps(), output)
                .withOverlays(o -> o.in(Objects.requireNonNull(layers.get(o.name()))));
        gallery.require(source, recipe, each.file());
      }
    }
    requireAllAreShown("thumbor-", all);
    for (String filter : ThumborFilters.done()) {
      boolean isShown = all.stream().anyMatch(each -> each.recipe().contains(filter + "("));
      assertThat(isShown).as(filter).isNotEqualTo(NOTHING_TO_SEE.contains(filter));
    }
  }

  @Test
  void showsWhatTheResizeDoorMakes() throws IOException {
    Path scene = Scene.write(folder);
    List<Shown> all = shown("docs/resize.md");
    try (Gallery gallery = new Gallery(folder)) {
      for (Shown each : all) {
        gallery.require(scene, ResizeRecipe.of(options(each.recipe())), each.file());
      }
    }
    requireAllAreShown("resize-", all);
  }

  private static ResizeOptions options(String name) {
    Matcher parts = NAME.matcher(name);
    assertThat(parts.matches()).as(name).isTrue();
    return new ResizeOptions(
        new Size(Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2))),
        ResizeFactor.parse(parts.group(3)),
        Integer.parseInt(parts.group(4)),
        parts.group(5) == null,
        parts.group(6));
  }

  private static void requireAllAreShown(String prefix, List<Shown> all) throws IOException {
    assertThat(all.stream().map(Shown::file))
        .containsExactlyInAnyOrderElementsOf(Gallery.shown(prefix));
  }
}
