package io.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.storage.ObjectKey;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AttachmentTest {
  @Test
  void readsTheIdOutOfThePath() {
    ObjectKey id = new ObjectKey("a7394f1e-a474-417b-8962-0c9b5d719ff7");
    assertThat(Attachment.key(Path.of("a/7/3/9/4f1e-a474-417b-8962-0c9b5d719ff7"))).isEqualTo(id);
    assertThat(Attachment.key(Path.of("A/7/3/9/4F1E-A474-417B-8962-0C9B5D719FF7"))).isEqualTo(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/7/3/4f1e-a474-417b-8962-0c9b5d719ff7",
        "a/7/3/9/4f1e-a474-417b-8962-0c9b5d719ff7.tmp",
        "a/7/3/9/4f1ea474417b89620c9b5d719ff7",
        "x/a/7/3/9/4f1e-a474-417b-8962-0c9b5d719ff7",
        "g/7/3/9/4f1e-a474-417b-8962-0c9b5d719ff7",
        "a7394f1e-a474-417b-8962-0c9b5d719ff7"
      })
  void refusesEveryOtherForm(String path) {
    assertThat(Attachment.key(Path.of(path))).isNull();
  }
}
