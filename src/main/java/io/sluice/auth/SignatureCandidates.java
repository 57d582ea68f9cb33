package io.sluice.auth;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Every message that a signer may have meant by one query, at most {@value #MAX}.
 *
 * <p>Each candidate names the operation and holds every covered parameter, so a signature that fits
 * one never authorises another operation, id, user or timeout.
 */
final class SignatureCandidates {
  /** 24 orders of the four parameters times four encodings is 96. */
  static final int MAX = 100;

  private static final List<SignatureForm> ALL_FORMS =
      List.of(SignatureForm.values()).subList(1, SignatureForm.values().length);
  private static final String DELIMITERS = "&=?#%+";

  private final List<String> prefixes;
  private final Map<String, String> formByMessage = new LinkedHashMap<>();

  private SignatureCandidates(List<String> prefixes) {
    this.prefixes = prefixes;
  }

  /**
   * The candidates, likeliest first, none twice.
   *
   * @param prefixes the starts of the message
   * @param covered every parameter that the message covers, in received order
   * @param form which orders to make
   * @return the name of the form by message
   */
  static Map<String, String> of(
      List<String> prefixes, List<Parameter> covered, SignatureForm form) {
    SignatureCandidates candidates = new SignatureCandidates(prefixes);
    Map<Parameter, String> decoded = decodedValues(covered);
    for (SignatureForm order : orders(covered, form)) {
      List<Parameter> arranged = order.arrange(covered);
      for (ValueEncoding encoding : ValueEncoding.values()) {
        if (encoding == ValueEncoding.RAW || decoded != null) {
          candidates.add(order, encoding, arranged, decoded == null ? Map.of() : decoded);
        }
      }
    }
    return candidates.formByMessage;
  }

  static String formName(SignatureForm order, ValueEncoding encoding, boolean publicPath) {
    return order.code() + '/' + encoding.code() + (publicPath ? "/public-path" : "");
  }

  private void add(
      SignatureForm order,
      ValueEncoding encoding,
      List<Parameter> arranged,
      Map<Parameter, String> decoded) {
    List<String> texts = new ArrayList<>(arranged.size());
    for (Parameter parameter : arranged) {
      texts.add(encoding.write(parameter, decoded.getOrDefault(parameter, "")));
    }
    String parameters = String.join("&", texts);
    for (int i = 0; i < prefixes.size() && formByMessage.size() < MAX; i++) {
      formByMessage.putIfAbsent(prefixes.get(i) + parameters, formName(order, encoding, i > 0));
    }
  }

  private static List<SignatureForm> orders(List<Parameter> covered, SignatureForm form) {
    boolean any = form == SignatureForm.AUTO;
    for (Parameter parameter : covered) {
      if (!SignedQuery.NAMES.contains(parameter.name())) {
        return any || form == SignatureForm.RECEIVED ? List.of(SignatureForm.RECEIVED) : List.of();
      }
    }
    return any ? ALL_FORMS : List.of(form);
  }

  /**
   * The decoded values, or null when one of them could pass for two parameters once decoded, as
   * {@code user=a%26timeout=9} would.
   */
  private static @Nullable Map<Parameter, String> decodedValues(List<Parameter> covered) {
    Map<Parameter, String> values = new LinkedHashMap<>();
    for (Parameter parameter : covered) {
      String value = PercentEncoding.decode(parameter.value());
      if (value == null || !isUnambiguous(value) || !isUnambiguous(parameter.name())) {
        return null;
      }
      values.put(parameter, value);
    }
    return values;
  }

  private static boolean isUnambiguous(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (DELIMITERS.indexOf(text.charAt(i)) >= 0) {
        return false;
      }
    }
    return !PercentEncoding.hasControl(text);
  }
}
