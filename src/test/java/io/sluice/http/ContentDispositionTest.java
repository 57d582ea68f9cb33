package io.sluice.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentDispositionTest {
  private static ContentDisposition parsed(String field) {
    return Objects.requireNonNull(ContentDisposition.parse(field));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "attachment; filename=\"image.png\"|image.png",
        "attachment; filename=image.png|image.png",
        "attachment;filename=image.png ; size=3|image.png",
        "inline; FileName=\"a b.png\"|a b.png",
        "attachment; filename=\"a;b.png\"|a;b.png",
        "attachment; filename=\"a \\\"b\\\" \\\\c.png\"|a \"b\" \\c.png",
        "attachment; filename=\"e.png\"; filename*=UTF-8''%C3%A9.png|é.png",
        "attachment; filename*=utf-8'de'%F0%9F%8E%AC.mov; filename=\"x.mov\"|🎬.mov",
        "attachment; filename*=UTF-8''%zz.png; filename=plain.png|plain.png",
        "attachment; filename*=UTF-8''%FF; filename=plain.png|plain.png",
        "attachment; filename*=UTF-8''%C3; filename=plain.png|plain.png",
        "attachment; filename*=ISO-8859-1''%E9.png; filename=plain.png|plain.png",
        "attachment; filename=\"x; filename*=UTF-8''evil.html\"|x; filename*=UTF-8''evil.html",
        "attachment; name=\"; filename=evil\"; filename=good|good",
        "attachment; ; filename=a|a",
        "attachment; filename=\"../../etc/passwd\"|../../etc/passwd",
      })
  void readsTheNameAndKeepsAnAsciiFieldToTheLetter(String field, String name) {
    ContentDisposition disposition = parsed(field);

    assertThat(disposition.fileName()).isEqualTo(name);
    assertThat(disposition.header()).isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attachment",
        "inline; size=3",
        "attachment; filename=\"open",
        "attachment; filename=",
        "filename",
        ";;;",
        "attachment; xfilename=\"a\""
      })
  void findsNoNameWhereThereIsNone(String field) {
    ContentDisposition disposition = parsed(field);

    assertThat(disposition.fileName()).isNull();
    assertThat(disposition.header()).isEqualTo(field);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void isAbsentWhenTheFieldIsAbsentOrBlank(String field) {
    assertThat(ContentDisposition.parse(field)).isNull();
  }

  @Test
  void writesRawUtf8AnewWhetherTheContainerMangledItOrNot() {
    String sent = "attachment; filename=\"Grüße 🎬%.mov\"";
    String mangled = new String(sent.getBytes(UTF_8), ISO_8859_1);

    for (String received : new String[] {sent, mangled}) {
      ContentDisposition disposition = parsed(received);
      assertThat(disposition.fileName()).isEqualTo("Grüße 🎬%.mov");
      assertThat(disposition.header())
          .isEqualTo(
              "attachment; filename=\"Gr__e __.mov\";"
                  + " filename*=UTF-8''Gr%C3%BC%C3%9Fe%20%F0%9F%8E%AC%25.mov");
      assertThat(parsed(disposition.header())).isEqualTo(disposition);
    }
  }

  @Test
  void readsTrueIso88591AsItIs() {
    ContentDisposition disposition = parsed("inline; filename=\"\u00e9t\u00e9\"");

    assertThat(disposition.fileName()).isEqualTo("été");
    assertThat(disposition.header())
        .isEqualTo("inline; filename=\"_t_\"; filename*=UTF-8''%C3%A9t%C3%A9");
  }

  @Test
  void writesNothingThatCouldEndTheHeaderOrTheQuotes() {
    ContentDisposition disposition = parsed("attachment; filename=\"é\\\"; x=\\\"\\\\\"");

    assertThat(disposition.fileName()).isEqualTo("é\"; x=\"\\");
    assertThat(disposition.header())
        .isEqualTo("attachment; filename=\"__; x=__\"; filename*=UTF-8''%C3%A9%22%3B%20x%3D%22%5C")
        .matches("[\\x20-\\x7e]+");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nSet-Cookie: x", "a\0", "a\u007f", "a\tb"})
  void answers400ForControlCharacters(String field) {
    assertMalformed(field);
  }

  @Test
  void answers400ForAFieldOf64Kilobytes() {
    assertMalformed("attachment; filename=\"" + "x".repeat(65_536) + "\"");
  }

  @Test
  void answers400ForANameThatIsTooLongWhenItIsWrittenInBothForms() {
    String field = "attachment; filename=\"%s.mov\"";

    assertThat(parsed(field.formatted("\u00df".repeat(570))).header()).hasSizeLessThan(4096);
    assertMalformed(field.formatted("\u00df".repeat(590)));
  }

  @Test
  void readsTheLongestFieldOfEscapes() {
    String field = "attachment; filename=\"" + "\\x".repeat(1012) + "\"";

    assertThat(parsed(field).fileName()).isEqualTo("x".repeat(1012));
    assertThat(parsed("a" + ";".repeat(2047)).fileName()).isNull();
  }

  private static void assertMalformed(String field) {
    assertThatThrownBy(() -> ContentDisposition.parse(field))
        .isInstanceOfSatisfying(
            HttpErrorException.class, e -> assertThat(e.error().status()).isEqualTo(400));
  }

  @Test
  void turnsAnythingIntoAnAttachment() {
    assertThat(ContentDisposition.asAttachment(null)).isEqualTo("attachment");
    assertThat(ContentDisposition.asAttachment("inline")).isEqualTo("attachment");
    assertThat(ContentDisposition.asAttachment("inline; filename=\"a.svg\""))
        .isEqualTo("attachment; filename=\"a.svg\"");
  }
}
