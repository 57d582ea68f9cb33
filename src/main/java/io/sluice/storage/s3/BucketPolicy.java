package io.sluice.storage.s3;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The policy of a bucket: our statements among those of others. */
final class BucketPolicy {
  static final String READ = "SluicePublicRead";
  static final String LIST = "SluicePublicList";

  private final S3StoreConfig config;
  private final Map<String, @Nullable Object> document;
  private final List<@Nullable Object> statements;

  /**
   * @param text JSON; empty for no policy
   * @throws IOException it is no JSON
   */
  BucketPolicy(S3StoreConfig config, String text) throws IOException {
    this.config = config;
    try {
      this.document = text.isBlank() ? new LinkedHashMap<>() : Json.object(text);
    } catch (JsonProcessingException e) {
      throw new IOException("the bucket's policy is not JSON: " + e.getOriginalMessage(), e);
    }
    this.statements = items(document.get("Statement"));
  }

  /** One, or a list of them: a policy may have either. */
  private static List<@Nullable Object> items(@Nullable Object value) {
    List<@Nullable Object> items = new ArrayList<>();
    if (value instanceof List<?> list) {
      items.addAll(list);
    } else if (value != null) {
      items.add(value);
    }
    return items;
  }

  private Map<String, Map<String, @Nullable Object>> wanted(BucketWish.Access access) {
    PolicyStatements about = new PolicyStatements(config);
    Map<String, Map<String, @Nullable Object>> wanted = new LinkedHashMap<>();
    if (access != BucketWish.Access.PRIVATE) {
      wanted.put(READ, PolicyStatements.allow(READ, List.of("s3:GetObject"), about.objects()));
    }
    if (access == BucketWish.Access.READ_AND_LIST) {
      wanted.put(LIST, about.list(LIST));
    }
    wanted.values().forEach(statement -> statement.put("Principal", "*"));
    return wanted;
  }

  /** What of our own statements is not as wanted, one sentence each. */
  List<String> differences(BucketWish.Access access) {
    Map<String, Map<String, @Nullable Object>> wanted = wanted(access);
    List<String> differences = new ArrayList<>();
    for (String sid : List.of(READ, LIST)) {
      @Nullable Object found = find(sid);
      @Nullable Map<String, @Nullable Object> statement = wanted.get(sid);
      if (statement == null && found != null) {
        differences.add("a statement " + sid);
      } else if (statement != null && found == null) {
        differences.add("no statement " + sid);
      } else if (!Objects.equals(plain(found), plain(statement))) {
        differences.add("another statement " + sid);
      }
    }
    return differences;
  }

  private @Nullable Object find(String sid) {
    for (Object statement : statements) {
      if (sid(statement).equals(sid)) {
        return statement;
      }
    }
    return null;
  }

  private static String sid(@Nullable Object statement) {
    return statement instanceof Map<?, ?> members ? Objects.toString(members.get("Sid"), "") : "";
  }

  /** In the one form of several that mean the same; stores keep what they were sent, or another. */
  private static @Nullable Object plain(@Nullable Object value) {
    if (value instanceof Map<?, ?> members) {
      if (members.size() == 1 && "*".equals(plain(members.get("AWS")))) {
        return "*";
      }
      Map<String, @Nullable Object> plain = new LinkedHashMap<>();
      members.forEach((name, member) -> plain.put(String.valueOf(name), plain(member)));
      return plain;
    }
    return value instanceof List<?> list && list.size() == 1 ? plain(list.get(0)) : value;
  }

  /** The policy with our statements as wanted and all others as they are; empty for none left. */
  String with(BucketWish.Access access) {
    List<@Nullable Object> all = new ArrayList<>(statements);
    all.removeIf(statement -> List.of(READ, LIST).contains(sid(statement)));
    all.addAll(wanted(access).values());
    if (all.isEmpty()) {
      return "";
    }
    Map<String, @Nullable Object> policy = new LinkedHashMap<>();
    policy.put("Version", PolicyStatements.VERSION);
    policy.putAll(document);
    policy.put("Statement", all);
    return Json.write(policy);
  }

  /** The names of statements of others that let everybody read objects of this store. */
  List<String> foreignReaders() {
    String object = new PolicyStatements(config).bucket() + "/" + config.prefix() + "x";
    List<String> readers = new ArrayList<>();
    for (Object statement : statements) {
      if (statement instanceof Map<?, ?> members
          && !List.of(READ, LIST).contains(sid(statement))
          && "Allow".equals(members.get("Effect"))
          && "*".equals(plain(members.get("Principal")))
          && members.get("Condition") == null
          && matches(members.get("Action"), "s3:GetObject")
          && matches(members.get("Resource"), object)) {
        readers.add(sid(statement).isEmpty() ? "without a Sid" : sid(statement));
      }
    }
    return readers;
  }

  private static boolean matches(@Nullable Object patterns, String text) {
    return items(patterns).stream()
        .anyMatch(
            pattern ->
                Pattern.compile(
                        Pattern.quote(String.valueOf(pattern))
                            .replace("*", "\\E.*\\Q")
                            .replace("?", "\\E.\\Q"),
                        Pattern.CASE_INSENSITIVE)
                    .matcher(text)
                    .matches());
  }
}
