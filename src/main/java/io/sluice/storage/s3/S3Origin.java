package io.sluice.storage.s3;

import io.sluice.config.Secret;
import java.net.URI;

/** Where a store's presigned URLs lead, without asking anybody. */
public final class S3Origin {
  private S3Origin() {}

  /**
   * Asks the SDK, who decides between host and path for the bucket's name; with made-up
   * credentials, as nothing is signed.
   *
   * @param config of the store
   * @return scheme, host and perhaps port
   */
  public static URI of(S3StoreConfig config) {
    S3StoreConfig unnamed =
        new S3StoreConfig(
            config.name(),
            config.bucket(),
            config.prefix(),
            config.connection().withKeys("key", Secret.of("secret")),
            config.encryption(),
            config.limits(),
            config.delivery());
    try (S3Connection connection = new S3Connection(unnamed)) {
      return connection.signer().origin();
    }
  }
}
