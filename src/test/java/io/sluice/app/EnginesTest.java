package io.sluice.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.media.image.ImageEngine;
import io.sluice.media.image.ImagesConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnginesTest {
  @TempDir Path folder;

  private List<String> names(ImagesConfig.Choice choice, @Nullable Path program)
      throws IOException {
    ImagesConfig config =
        new ImagesConfig(
            choice, null, program, 1 << 20, 1_000_000, 10, 1000, 1, 2, 64 << 20, 64 << 20);
    List<String> names = new ArrayList<>();
    for (ImageEngine engine : Engines.open(config, folder.resolve("scratch"))) {
      names.add(engine.name().substring(0, engine.name().indexOf('-')));
      engine.close();
    }
    return names;
  }

  @Test
  void putsTheBuiltInEngineBehindTheOneThatIsAskedFor() throws IOException {
    List<String> process = names(ImagesConfig.Choice.PROCESS, null);
    Assumptions.assumeTrue(
        process.size() > 1, "SKIPPED: no program vips (apt-get install libvips-tools)");
    assertThat(process).containsExactly("process", "builtin");
    assertThat(names(ImagesConfig.Choice.BUILTIN, null)).containsExactly("builtin");
  }

  /** Native code in this process is what its operator did not want. */
  @Test
  void takesNoLibraryForAProgramThatIsMissing() throws IOException {
    assertThat(names(ImagesConfig.Choice.PROCESS, folder.resolve("vips")))
        .containsExactly("builtin");
  }
}
