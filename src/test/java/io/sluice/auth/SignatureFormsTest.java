package io.sluice.auth;

import static io.sluice.auth.TestingSigner.SECRET;
import static io.sluice.auth.TestingSigner.assertRefused;
import static io.sluice.auth.TestingSigner.signature;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.config.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Random calls, signed by a server that writes them in any order and encoding. */
class SignatureFormsTest {
  private static final int ROUNDS = 400;
  private static final List<String> USERS =
      List.of(
          "", "anna", "anna@example.com", "Anna Lind", "jörg ~1/*", "日本", "a-b_c.d", "x:y,z;!'()");
  private static final Map<String, UnaryOperator<String>> ENCODINGS =
      Map.of(
          "decoded", value -> value,
          "form", value -> escape(value).replace("%20", "+"),
          "rfc3986", SignatureFormsTest::escape);

  private final Random random = new Random(20_231_114);
  private final SignatureVerifier verifier = verifier(SignatureForm.AUTO);

  @Test
  void acceptsEveryOrderInEveryEncoding() {
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, String> call = randomCall();
      for (List<String> sentOrder : List.of(shuffled(call), shuffled(call))) {
        for (UnaryOperator<String> encoding : ENCODINGS.values()) {
          String signature = signature(message("get", call, shuffled(call), encoding));
          String query = query(call, sentOrder, signature);
          VerifiedQuery verified = verifier.verify("get", query);
          assertThat(verified.id()).isEqualTo(call.get("id"));
        }
      }
    }
  }

  @Test
  void refusesEverySingleChange() {
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, String> call = randomCall();
      for (UnaryOperator<String> encoding : ENCODINGS.values()) {
        String signature = signature(message("get", call, shuffled(call), encoding));
        for (Map<String, String> changed : changes(call)) {
          String query = query(changed, shuffled(changed), signature);
          assertRefused(AuthError.SIGNATURE_MISMATCH, () -> verifier.verify("get", query));
        }
        String unchanged = query(call, shuffled(call), signature);
        assertRefused(AuthError.SIGNATURE_MISMATCH, () -> verifier.verify("put", unchanged));
        assertRefused(AuthError.SIGNATURE_MISMATCH, () -> verifier.verify("remove", unchanged));
      }
    }
  }

  @Test
  void acceptsWhatItReportsWhenThatFormIsPinned() {
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, String> call = randomCall();
      String signature = signature(message("get", call, shuffled(call), value -> value));
      String query = query(call, shuffled(call), signature);
      String reported = verifier.verify("get", query).match().orElseThrow().form();
      SignatureForm form = formOf(reported);
      assertThat(verifier(form).verify("get", query).match().orElseThrow().form())
          .isEqualTo(reported);
    }
  }

  @Test
  void acceptsOnlyThePinnedOrder() {
    Map<String, String> call = new LinkedHashMap<>();
    call.put("timeout", "1700000600");
    call.put("user", "anna");
    call.put("id", "7d3e4c1a");
    call.put("invitee", "bo");
    List<String> received = new ArrayList<>(call.keySet());
    for (SignatureForm signedForm : SignatureForm.values()) {
      if (signedForm == SignatureForm.AUTO) {
        continue;
      }
      List<String> order = order(signedForm, received);
      String query = query(call, received, signature(message("get", call, order, v -> v)));
      for (SignatureForm pinned : SignatureForm.values()) {
        if (pinned == SignatureForm.AUTO || order(pinned, received).equals(order)) {
          assertThat(verifier(pinned).verify("get", query).id()).isEqualTo("7d3e4c1a");
        } else {
          assertRefused(AuthError.SIGNATURE_MISMATCH, () -> verifier(pinned).verify("get", query));
        }
      }
    }
  }

  @Test
  void hasEveryOrderOfTheFourParameters() {
    List<String> received = List.of("timeout", "user", "id", "invitee");
    assertThat(
            Arrays.stream(SignatureForm.values())
                .filter(form -> form != SignatureForm.AUTO)
                .map(form -> order(form, received))
                .distinct())
        .hasSize(24);
  }

  private Map<String, String> randomCall() {
    Map<String, String> call = new TreeMap<>();
    call.put("id", new UUID(random.nextLong(), random.nextLong()).toString());
    if (random.nextBoolean()) {
      call.put("user", USERS.get(random.nextInt(USERS.size())));
    }
    if (random.nextBoolean()) {
      call.put("invitee", USERS.get(random.nextInt(USERS.size())));
    }
    if (random.nextBoolean()) {
      call.put("timeout", String.valueOf(1_700_000_000L + random.nextInt(86_400)));
    }
    return call;
  }

  private List<Map<String, String>> changes(Map<String, String> call) {
    List<Map<String, String>> changes = new ArrayList<>();
    for (String name : call.keySet()) {
      changes.add(with(call, name, call.get(name) + "0"));
      if (!name.equals("id")) {
        Map<String, String> without = new TreeMap<>(call);
        without.remove(name);
        changes.add(without);
      }
    }
    for (String name : List.of("user", "invitee", "timeout", "extra")) {
      if (!call.containsKey(name)) {
        changes.add(with(call, name, ""));
        changes.add(with(call, name, "9999999999"));
      }
    }
    return changes;
  }

  private static Map<String, String> with(Map<String, String> call, String name, String value) {
    Map<String, String> changed = new TreeMap<>(call);
    changed.put(name, value);
    return changed;
  }

  private List<String> shuffled(Map<String, String> call) {
    List<String> names = new ArrayList<>(call.keySet());
    Collections.shuffle(names, random);
    return names;
  }

  private static String message(
      String operation,
      Map<String, String> call,
      List<String> order,
      UnaryOperator<String> encoding) {
    return "/component/" + operation + "?" + joined(call, order, encoding);
  }

  private static String query(Map<String, String> call, List<String> order, String signature) {
    return joined(call, order, SignatureFormsTest::escape) + "&signature=" + signature;
  }

  private static String joined(
      Map<String, String> call, List<String> order, UnaryOperator<String> encoding) {
    List<String> pieces = new ArrayList<>();
    for (String name : order) {
      pieces.add(name + "=" + encoding.apply(call.getOrDefault(name, "")));
    }
    return String.join("&", pieces);
  }

  private static String escape(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%7E", "~");
  }

  private static List<String> order(SignatureForm form, List<String> received) {
    return form.arrange(received.stream().map(Parameter::of).toList()).stream()
        .map(Parameter::name)
        .toList();
  }

  private static SignatureForm formOf(String reported) {
    String code = reported.substring(0, reported.indexOf('/'));
    return Arrays.stream(SignatureForm.values())
        .filter(form -> form.code().equals(code))
        .findFirst()
        .orElseThrow();
  }

  private static SignatureVerifier verifier(SignatureForm form) {
    SignatureRule auto = SignatureRule.requiring(Secret.of(SECRET));
    SignatureRule rule =
        new SignatureRule(
            auto.secrets(),
            true,
            auto.parameter(),
            form,
            false,
            auto.ignored(),
            auto.mustHave(),
            auto.skew());
    return new SignatureVerifier(
        rule, Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC), match -> {});
  }
}
