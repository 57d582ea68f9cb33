package io.sluice.thumbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.squareup.pollexor.Thumbor;
import com.squareup.pollexor.ThumborUrlBuilder;
import io.sluice.config.Secret;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThumborSignatureTest {
  private static final ThumborSignature JUDGE =
      new ThumborSignature(List.of(Secret.of("new"), Secret.of("ACME-SEC")), false);

  @ParameterizedTest
  @CsvSource({
    "my-security-key, 300x200/I, 8ammJH8D-7tXy6kU3lTvoXlhu4o=",
    "my-security-key, 10x10:200x200/300x200/I, B35oBEIwztbc3jm7vsdqLez2C78=",
    "my-security-key, 10x10:200x200/300x200/filters:brightness(20):contrast(10)/I,"
        + " as8U2DbUUtTMgvPF26LkjS3MocY=",
    "my-security-key, meta/I, Ps3ORJDqxlSQ8y00T29GdNAh2CY=",
    "my-security-key, smart/I, -2NHpejRK2CyPAm61FigfQgJBxw=",
    "my-security-key, fit-in/I, uvLnA6TJlF-Cc-L8z9pEtfasO3s=",
    "my-security-key, filters:brightness(10):contrast(20)/I, ZZtPCw-BLYN1g42Kh8xTcRs0Qls=",
    "MY-SECURITY-KEY, 200x300/myserver.com/myimg.jpg, G_dykuWBGyEil5JnNh9cBke0Ajo=",
    "ACME-SEC, smart/image.jpg, _wIUeSaeHw8dricKG2MGhqu5thk=",
    "ACME-SEC, smart/alabama1_ap620%C3%A9.jpg, lc6e3kkm_2Ww7NWho8HPOe-sqLU=",
    "ACME-SEC, filters:fill(blue)/image.jpg, 5YRxzS2yxZxj9SZ50SoZ11eIdDI=",
    "ACME-SEC, animated.gif, gTr2Xr9lbzIa2CT_dL_O0GByeR0=",
    "ACME-SEC, meta/animated.gif, oGi9XL4nHJKGEKVHjHEp1Jg1KpM=",
    "ACME-SEC, animated-one-frame.gif, 5Xr8gyuWE7jL_VB72K0wvzTMm2U=",
    "MYKEY, smart/image.jpg, nty7gpBIRJ3GWtYDLLw6q1PgqTo=",
    "MYKEY, smart/image.jpg%3Fts%3D1, Iw7LZGdr-hHj2gQ4ZzksP3llQHY=",
    "MYKEY, smart/image.jpg%23something, fxOHtHcTZMyuAQ1YPKh9KWg7nO8=",
    "THUMBOR-KEY-1, fit-in/300x300/http%3A%2F%2Ffiles.example%3A9000%2Fget%3Fid%3D7d3e4c1a-52b0"
        + "-4f0e-9a77-0c1d2e3f4a5b%26signature%3D780l1zozkSBd-RwZkrpAIN0tStxqOuA535Fwubp2hk0%3D,"
        + " XZ1A-AUNuhiZPxojiA9Pmo4MhQY="
  })
  void acceptsEachVectorUnderEitherKeyInBothSpellings(String key, String text, String signature) {
    String message =
        text.endsWith("/I") ? text.replace("/I", "/my.server.com/some/path/to/image.jpg") : text;
    ThumborSignature judge =
        new ThumborSignature(List.of(Secret.of("other"), Secret.of(key)), false);

    for (String spelling : new String[] {signature, signature.replace("=", "%3D")}) {
      ThumborRequest request = ThumborUrl.parse("/" + spelling + "/" + message);
      assertThat(request.message()).isEqualTo(message);
      assertThatCode(() -> judge.check(request)).doesNotThrowAnyException();
    }
    ThumborRequest changed = ThumborUrl.parse("/" + signature + "/" + message + "x");
    assertThatThrownBy(() -> judge.check(changed)).hasMessage("thumbor-signature-mismatch");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/_wIUeSaeHw8dricKG2MGhqu5thk=/sma/_wIUeSaeHw8dricKG2MGhqu5thk=/rt/image.jpg",
        "/_wIUeSaeHw8dricKG2MGhqu5thk%3D/sma/_wIUeSaeHw8dricKG2MGhqu5thk%3D/rt/image.jpg",
        "/_wIUeSaeHw8dricKG2MGhqu5thk/smart/image.jpg",
        "/_wIUeSaeHw8dricKG2MGhqu5thk==/smart/image.jpg",
        "/%zz/smart/image.jpg"
      })
  void refusesInjectedAndMisspeltSignatures(String path) {
    assertThatThrownBy(() -> JUDGE.check(ThumborUrl.parse(path)))
        .hasMessage("thumbor-signature-mismatch");
  }

  @Test
  void refusesUnsafeUnlessItIsAllowed() {
    ThumborRequest request = ThumborUrl.parse("/unsafe/smart/image.jpg");

    assertThatThrownBy(() -> JUDGE.check(request)).hasMessage("thumbor-unsafe-refused");
    assertThatCode(() -> new ThumborSignature(List.of(), true).check(request))
        .doesNotThrowAnyException();
  }

  @Test
  void readsAndVerifiesWhatPollexorBuilds() {
    Thumbor thumbor = Thumbor.create("http://t/", "ACME-SEC");
    for (ThumborUrlBuilder.FitInStyle style : ThumborUrlBuilder.FitInStyle.values()) {
      ThumborRequest request = verified(built(thumbor).fitIn(style).toUrl());
      assertThat(request.fitIn())
          .isEqualTo(
              new ThumborRequest.Fit(
                  style == ThumborUrlBuilder.FitInStyle.FULL,
                  style == ThumborUrlBuilder.FitInStyle.ADAPTIVE));
    }
    ThumborRequest request = verified(built(thumbor).smart().toMeta());
    assertThat(request.meta()).isTrue();
    assertThat(request.focus().smart()).isTrue();
  }

  private static ThumborUrlBuilder built(Thumbor thumbor) {
    return thumbor
        .buildImage("example.com/a.jpg")
        .crop(1, 2, 30, 40)
        .resize(300, ThumborUrlBuilder.ORIGINAL_SIZE)
        .flipHorizontally()
        .filter(
            ThumborUrlBuilder.blur(3, 2),
            ThumborUrlBuilder.roundCorner(5, 6, 0xff0000),
            ThumborUrlBuilder.rgb(1, 2, 3),
            ThumborUrlBuilder.rotate(90),
            ThumborUrlBuilder.sharpen(1.5f, 2, true),
            ThumborUrlBuilder.fill(0x336699),
            ThumborUrlBuilder.format(ThumborUrlBuilder.ImageFormat.WEBP),
            ThumborUrlBuilder.stripicc(),
            ThumborUrlBuilder.quality(70));
  }

  private static ThumborRequest verified(String url) {
    ThumborRequest request = ThumborUrl.parse(url.substring("http://t".length()));
    JUDGE.check(request);
    assertThat(request.sides()).isEqualTo(new ThumborRequest.Sides(300, -1, true, false));
    assertThat(request.crop()).hasToString("Crop[left=2, top=1, right=40, bottom=30]");
    assertThat(request.image()).isEqualTo("example.com/a.jpg");
    assertThat(ThumborRecipe.of(request).ignored()).isEmpty();
    return request;
  }
}
