package io.sluice.auth;

import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * One hunt for the message that a signature was made over; stops at the first that fits.
 *
 * <p>The message as received is tried under every secret before any other is even built. For one
 * call and one thread.
 */
final class SignatureSearch {
  private final List<SigningKey> keys;
  private final @Nullable Mac[] macs;
  private final byte[] signature;
  private int hmacCount;

  SignatureSearch(List<SigningKey> keys, byte[] signature) {
    this.keys = keys;
    this.macs = new @Nullable Mac[keys.size()];
    this.signature = signature;
  }

  /**
   * The first candidate that the signature fits.
   *
   * @return null when it fits none
   */
  @Nullable SignatureMatch find(
      List<String> prefixes, List<Parameter> covered, SignatureForm form) {
    boolean asReceived = form == SignatureForm.AUTO || form == SignatureForm.RECEIVED;
    if (asReceived) {
      SignatureMatch match = findReceived(prefixes, covered);
      if (match != null) {
        return match;
      }
    }
    Map<String, String> candidates = SignatureCandidates.of(prefixes, covered, form);
    if (asReceived) {
      prefixes.forEach(prefix -> candidates.remove(SignedMessage.received(prefix, covered)));
    }
    for (Map.Entry<String, String> candidate : candidates.entrySet()) {
      int secretIndex = secretFor(candidate.getKey());
      if (secretIndex >= 0) {
        return new SignatureMatch(candidate.getValue(), secretIndex);
      }
    }
    return null;
  }

  /** How many HMACs were computed so far. */
  int hmacCount() {
    return hmacCount;
  }

  private @Nullable SignatureMatch findReceived(List<String> prefixes, List<Parameter> covered) {
    for (int i = 0; i < prefixes.size(); i++) {
      int secretIndex = secretFor(SignedMessage.received(prefixes.get(i), covered));
      if (secretIndex >= 0) {
        String form =
            SignatureCandidates.formName(SignatureForm.RECEIVED, ValueEncoding.RAW, i > 0);
        return new SignatureMatch(form, secretIndex);
      }
    }
    return null;
  }

  private int secretFor(String message) {
    for (int i = 0; i < keys.size(); i++) {
      Mac mac = macs[i];
      if (mac == null) {
        mac = keys.get(i).newMac();
        macs[i] = mac;
      }
      hmacCount++;
      if (ConstantTime.equal(signature, SigningKey.sign(mac, message))) {
        return i;
      }
    }
    return -1;
  }
}
