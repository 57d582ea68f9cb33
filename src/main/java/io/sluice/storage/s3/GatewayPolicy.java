package io.sluice.storage.s3;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The least that a gateway's own key must be allowed, and no more. */
public final class GatewayPolicy {
  private GatewayPolicy() {}

  /**
   * The policy to attach to the key's user or role.
   *
   * <p>It allows what {@link S3Store} calls: objects below the prefix are put, read and removed, in
   * parts too; the bucket is listed, because without that a missing object is 403 instead of 404;
   * uploads that a crash left are listed and aborted. With {@code sse: kms} and a key of its own,
   * it allows that key too; the account's own key is open to whoever may use the bucket.
   *
   * @param config of the store
   * @return JSON on lines
   */
  public static String json(S3StoreConfig config) {
    PolicyStatements about = new PolicyStatements(config);
    List<Map<String, @Nullable Object>> statements = new ArrayList<>();
    statements.add(
        PolicyStatements.allow(
            "SluiceObjects",
            List.of("s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload"),
            about.objects()));
    statements.add(about.list("SluiceList"));
    // S3 knows no prefix here.
    statements.add(
        PolicyStatements.allow(
            "SluiceUploads", List.of("s3:ListBucketMultipartUploads"), about.bucket()));
    if (!config.encryption().kmsKey().isEmpty()) {
      statements.add(kms(config, about.partition()));
    }
    Map<String, @Nullable Object> policy = new LinkedHashMap<>();
    policy.put("Version", PolicyStatements.VERSION);
    policy.put("Statement", statements);
    return Json.write(policy);
  }

  private static Map<String, @Nullable Object> kms(S3StoreConfig config, String partition) {
    String key = config.encryption().kmsKey();
    String keys = "arn:" + partition + ":kms:" + config.connection().region() + ":*:key/";
    int alias = key.indexOf("alias/");
    String resource = key.startsWith("arn:") ? key : keys + key;
    Map<String, @Nullable Object> statement =
        PolicyStatements.allow(
            "SluiceKey",
            List.of("kms:GenerateDataKey", "kms:Decrypt"),
            alias < 0 ? resource : keys + "*");
    if (alias >= 0) {
      // A policy takes no alias as a resource.
      statement.put(
          "Condition",
          Map.of("ForAnyValue:StringEquals", Map.of("kms:ResourceAliases", key.substring(alias))));
    }
    return statement;
  }
}
