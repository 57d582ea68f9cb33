package io.sluice.storage.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayPolicyTest {
  private static final String ON_AWS =
      """
      {
        "Version": "2012-10-17",
        "Statement": [
          {
            "Sid": "SluiceObjects",
            "Effect": "Allow",
            "Action": [
              "s3:PutObject",
              "s3:GetObject",
              "s3:DeleteObject",
              "s3:AbortMultipartUpload"
            ],
            "Resource": "arn:aws:s3:::dailies/media/*"
          },
          {
            "Sid": "SluiceList",
            "Effect": "Allow",
            "Action": [
              "s3:ListBucket"
            ],
            "Resource": "arn:aws:s3:::dailies",
            "Condition": {
              "StringLike": {
                "s3:prefix": "media/*"
              }
            }
          },
          {
            "Sid": "SluiceUploads",
            "Effect": "Allow",
            "Action": [
              "s3:ListBucketMultipartUploads"
            ],
            "Resource": "arn:aws:s3:::dailies"
          }
        ]
      }""";

  @TempDir Path folder;

  private String policy(String... lines) throws IOException {
    return GatewayPolicy.json(TestingBucket.config(folder, lines));
  }

  @Test
  void isTheLeastOfAStoreAtAws() throws IOException {
    assertThat(policy("prefix: media/", "region: eu-west-1")).isEqualTo(ON_AWS);
  }

  @Test
  void needsNoConditionWithoutAPrefix() throws IOException {
    assertThat(policy("region: eu-west-1"))
        .contains("\"arn:aws:s3:::dailies/*\"")
        .doesNotContain("Condition", "kms");
  }

  @Test
  void namesThePartitionOfTheRegion() throws IOException {
    assertThat(policy("region: cn-north-1")).contains("\"arn:aws-cn:s3:::dailies/*\"");
    assertThat(policy("endpoint: \"http://127.0.0.1\"", "region: garage"))
        .contains("\"arn:aws:s3:::dailies/*\"");
  }

  @ParameterizedTest
  @CsvSource({
    "1234-abcd, arn:aws:kms:eu-west-1:*:key/1234-abcd",
    "arn:aws:kms:eu-west-1:111122223333:key/1, arn:aws:kms:eu-west-1:111122223333:key/1",
    "alias/media, arn:aws:kms:eu-west-1:*:key/*"
  })
  void allowsAKeyOfItsOwn(String key, String resource) throws IOException {
    String policy = policy("region: eu-west-1", "sse: kms", "kms-key: \"" + key + "\"");

    assertThat(policy)
        .contains("\"kms:GenerateDataKey\"", "\"kms:Decrypt\"")
        .contains("\"Resource\": \"" + resource + "\"");
    assertThat(policy.contains("\"kms:ResourceAliases\": \"alias/media\""))
        .isEqualTo(key.startsWith("alias/"));
  }

  @Test
  void needsNothingMoreForTheAccountsOwnKey() throws IOException {
    assertThat(policy("sse: kms")).doesNotContain("kms:");
  }
}
