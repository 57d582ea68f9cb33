package io.sluice.storage.s3;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.util.SdkAutoConstructList;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Request;

/**
 * A request that changes a bucket, to be sent or only to be shown.
 *
 * @param request what is sent
 * @param send how the client sends it
 */
record BucketRequest<R extends S3Request>(R request, Send<R> send) {

  /** A method of the client. */
  @FunctionalInterface
  interface Send<R> {
    Object by(S3Client client, R request);
  }

  void sendBy(S3Client client) {
    send.by(client, request);
  }

  /** The operation and its members as JSON, named as the AWS command line does. */
  @Override
  public String toString() {
    String name = request.getClass().getSimpleName();
    return name.substring(0, name.length() - "Request".length()) + " " + Json.write(tree(request));
  }

  private static Object tree(Object value) {
    if (value instanceof SdkPojo pojo) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      for (SdkField<?> field : pojo.sdkFields()) {
        @Nullable Object member = field.getValueOrDefault(pojo);
        if (member != null && !(member instanceof SdkAutoConstructList)) {
          members.put(field.memberName(), tree(field.memberName(), member));
        }
      }
      return members;
    }
    if (value instanceof List<?> items) {
      return items.stream().map(BucketRequest::tree).toList();
    }
    return value instanceof Number || value instanceof Boolean ? value : value.toString();
  }

  /** A policy travels as one text, which nobody can read. */
  private static Object tree(String name, Object member) {
    if (name.equals("Policy")) {
      try {
        return Json.object(member.toString());
      } catch (IOException e) {
        return member;
      }
    }
    return tree(member);
  }
}
