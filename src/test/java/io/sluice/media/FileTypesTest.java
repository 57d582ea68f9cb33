package io.sluice.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileTypesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "shot_010.mov|video/quicktime",
        "SHOT.MOV|video/quicktime",
        "a.b.jpeg|image/jpeg",
        "Grüße 🎬.png|image/png",
        "shot#1.mov|video/quicktime",
        "what?.png|image/png",
        "take:2.png|image/png",
        "100%.png|image/png",
        "../../x.svg|image/svg+xml",
        "page.html|text/html"
      })
  void namesTheTypeByTheEnding(String name, String type) {
    assertThat(FileTypes.byName(name)).isEqualTo(type);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "noending", "a.", "a.unheardof", ".", "mov"})
  void saysNothingForAnEndingThatSaysNothing(String name) {
    assertThat(FileTypes.byName(name)).isNull();
  }

  @Test
  void namesTheTypeByTheFirstBytesWhateverTheNameSays() throws IOException {
    Path picture = folder.resolve("notes.txt");
    ImageIO.write(new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB), "png", picture.toFile());
    Path page = Files.writeString(folder.resolve("photo.jpg"), "<!DOCTYPE html><html></html>");

    assertThat(FileTypes.byContent(picture)).isEqualTo("image/png");
    assertThat(FileTypes.byContent(page)).isEqualTo("text/html");
  }

  @Test
  void saysNothingOfBytesThatSayNothing() throws IOException {
    assertThat(FileTypes.byContent(Files.createFile(folder.resolve("empty")))).isNull();
    assertThat(FileTypes.byContent(Files.write(folder.resolve("zeros"), new byte[100]))).isNull();
  }

  @Test
  void failsWhenTheFileCannotBeRead() {
    assertThatThrownBy(() -> FileTypes.byContent(folder.resolve("gone")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
