package io.sluice.e2e;

import io.sluice.auth.QuerySigner;
import io.sluice.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;

/** Request targets as an ftrack server signs them. */
record SignedTargets(Secret secret) {
  static SignedTargets withSecretIn(Path file) throws IOException {
    return new SignedTargets(Secret.of(Files.readString(file).strip()));
  }

  String put(UUID id) {
    return of("put", id);
  }

  String get(UUID id) {
    return of("get", id);
  }

  String remove(UUID id) {
    return of("remove", id);
  }

  private String of(String operation, UUID id) {
    return "/" + operation + "?" + QuerySigner.sign(secret, operation, "id=" + id);
  }
}
