package io.sluice.auth;

import static io.sluice.auth.TestingSigner.ID;
import static io.sluice.auth.TestingSigner.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a right and a wrong signature cost. */
class SignatureSearchTest {
  private static final String OLD_SECRET = "0ddba11-1111-2222-3333-444455556666";
  // Four spellings of each value: as sent, decoded, with a plus, in upper-case hex.
  private static final String WORST =
      "id=" + ID + "&user=a%20%c3%a4&invitee=b%20%c3%a4&timeout=1700000600";

  @Test
  void needsOneHmacForACallAsReceived() {
    SignatureSearch search = search("/component/get?" + WORST, SECRET);
    assertThat(find(search, WORST, false)).isEqualTo(new SignatureMatch("received/raw", 0));
    assertThat(search.hmacCount()).isEqualTo(1);
  }

  @Test
  void triesThePreviousSecretBeforeOtherForms() {
    SignatureSearch search = search("/component/get?" + WORST, OLD_SECRET, SECRET, OLD_SECRET);
    assertThat(find(search, WORST, false)).isEqualTo(new SignatureMatch("received/raw", 1));
    assertThat(search.hmacCount()).isEqualTo(2);
  }

  @Test
  void triesThePublicPathBeforeOtherForms() {
    SignatureSearch search = search("/get?" + WORST, OLD_SECRET, SECRET, OLD_SECRET);
    assertThat(find(search, WORST, true))
        .isEqualTo(new SignatureMatch("received/raw/public-path", 1));
    assertThat(search.hmacCount()).isEqualTo(4);
  }

  @Test
  void neverNeedsMoreThan100HmacsPerSecret() {
    SignatureSearch one = search("/other", SECRET);
    assertThat(find(one, WORST, false)).isNull();
    assertThat(one.hmacCount()).isEqualTo(96);

    SignatureSearch two = search("/other", SECRET, SECRET, OLD_SECRET);
    assertThat(find(two, WORST, true)).isNull();
    assertThat(two.hmacCount()).isEqualTo(2 * SignatureCandidates.MAX);
  }

  @Test
  void triesNoMessageTwice() {
    SignatureSearch bare = search("/other", SECRET);
    assertThat(find(bare, "id=" + ID, false)).isNull();
    assertThat(bare.hmacCount()).isEqualTo(1);

    SignatureSearch two = search("/other", SECRET);
    assertThat(find(two, "user=anna&id=" + ID, false)).isNull();
    assertThat(two.hmacCount()).isEqualTo(2);
  }

  @Test
  void triesFewMessagesForAPinnedForm() {
    List<Parameter> covered = covered(WORST);
    SignatureSearch pinned = search("/other", SECRET);
    assertThat(pinned.find(List.of("/component/get?"), covered, SignatureForm.SORTED)).isNull();
    assertThat(pinned.hmacCount()).isEqualTo(4);

    SignatureSearch received = search("/other", SECRET);
    assertThat(received.find(List.of("/component/get?"), covered, SignatureForm.RECEIVED)).isNull();
    assertThat(received.hmacCount()).isEqualTo(4);
  }

  @Test
  void triesNoOtherOrderBesideAnUnknownParameter() {
    List<Parameter> covered = covered("_=%7e&" + WORST);
    SignatureSearch auto = search("/other", SECRET);
    assertThat(auto.find(List.of("/component/get?"), covered, SignatureForm.AUTO)).isNull();
    assertThat(auto.hmacCount()).isEqualTo(4);

    SignatureSearch pinned = search("/other", SECRET);
    assertThat(pinned.find(List.of("/component/get?"), covered, SignatureForm.SORTED)).isNull();
    assertThat(pinned.hmacCount()).isZero();
  }

  private static @Nullable SignatureMatch find(
      SignatureSearch search, String query, boolean publicPath) {
    return search.find(
        SignedMessage.prefixes("get", publicPath), covered(query), SignatureForm.AUTO);
  }

  private static List<Parameter> covered(String query) {
    return SignedMessage.covered(SignedQuery.parse(query, "signature"), "signature", Set.of());
  }

  /** A search for a message signed with one secret by a server that knows some. */
  private static SignatureSearch search(String message, String signedWith, String... known) {
    List<SigningKey> keys = new ArrayList<>();
    for (String secret : known.length == 0 ? new String[] {signedWith} : known) {
      keys.add(new SigningKey(Secret.of(secret)));
    }
    byte[] signature = SigningKey.sign(new SigningKey(Secret.of(signedWith)).newMac(), message);
    return new SignatureSearch(keys, signature);
  }
}
