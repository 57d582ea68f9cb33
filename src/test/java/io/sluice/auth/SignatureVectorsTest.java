package io.sluice.auth;

import static io.sluice.auth.TestingSigner.ID;
import static io.sluice.auth.TestingSigner.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.Secret;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Signatures made with the formula of ftrack's documentation, outside this project. */
class SignatureVectorsTest {
  private static final String VECTORS =
      """
      get, id=ID, 780l1zozkSBd-RwZkrpAIN0tStxqOuA535Fwubp2hk0=
      put, id=ID, TomlOnD_GZgniVxkgAdNteI8FwWOBMJ25Ox704oT5nM=
      remove, id=ID, AFwwVnAXALy75BrA5OA4M2nXOGSZs8cYANdnj0gWECQ=
      get, id=ID&user=anna&invitee=&timeout=1700000600, \
      rElAQYQn0z75P4up0rqK2C2cWpmMpzCZc4xD3pq-HVo=
      get, id=ID&user=anna%40example.com&invitee=&timeout=1700000600, \
      8kzSeCgpQSeghNIU0nis7gFrzXHpwbUN02_Wea_suz0=
      get, invitee=&timeout=1700000600&id=ID&user=anna, \
      7NvHLi0JTcpRNwcOVfoFWIojjBLOEsK4-pMnMjsM_xk=
      """;

  private final SignatureVerifier verifier =
      new SignatureVerifier(
          SignatureRule.requiring(Secret.of(SECRET)),
          Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC),
          match -> {});

  @ParameterizedTest
  @CsvSource(textBlock = VECTORS)
  void acceptsEachVectorInEverySpelling(String operation, String query, String signature) {
    String unsigned = query.replace("ID", ID) + "&signature=";
    String unpadded = signature.replace("=", "");
    String standard = unpadded.replace("-", "%2B").replace("_", "%2f");

    for (String spelling :
        new String[] {signature, unpadded, unpadded + "%3D", unpadded + "%3d", standard}) {
      VerifiedQuery verified = verifier.verify(operation, unsigned + spelling);
      assertThat(verified.id()).isEqualTo(ID);
      assertThat(verified.match()).contains(new SignatureMatch("received/raw", 0));
    }
  }

  @ParameterizedTest
  @CsvSource(textBlock = VECTORS)
  void acceptsTheSignatureAnywhereInTheQuery(String operation, String query, String signature) {
    String unsigned = query.replace("ID", ID);
    assertThat(verifier.verify(operation, "signature=" + signature + "&" + unsigned).match())
        .contains(new SignatureMatch("received/raw", 0));
  }

  @ParameterizedTest
  @CsvSource(textBlock = VECTORS)
  void signsEachVector(String operation, String query, String signature) {
    String unsigned = query.replace("ID", ID);
    assertThat(QuerySigner.sign(Secret.of(SECRET), operation, unsigned))
        .isEqualTo(unsigned + "&signature=" + signature.replace("=", "%3D"));
  }
}
