package io.sluice.storage.s3;

import io.sluice.config.Secret;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;

/** Where a store's presigned URLs lead, without asking anybody. */
public final class S3Origin {
  private S3Origin() {}

  /**
   * Signs a URL with made-up credentials and looks at it, so that it is the SDK who decides between
   * host and path for the bucket's name.
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
    GetObjectRequest get = GetObjectRequest.builder().bucket(config.bucket()).key("x").build();
    try (S3Connection connection = new S3Connection(unnamed)) {
      @Nullable URI url =
          connection
              .presigner()
              .presignGetObject(
                  p -> p.signatureDuration(config.limits().presignFor()).getObjectRequest(get))
              .httpRequest()
              .getUri();
      return URI.create(url.getScheme() + "://" + url.getAuthority());
    }
  }
}
