package io.sluice.storage;

import java.io.IOException;

/** Bytes on another machine, which a front can fetch by itself. */
public non-sealed interface RemoteBytes extends ObjectBytes {
  /**
   * The way to the bytes for a front.
   *
   * @return a GET of the whole object, good for as long as the store's settings say; whoever has it
   *     can read the object, so no client may learn of it unless the store is set up to redirect
   * @throws IOException there are no credentials to sign with (answered as 503)
   */
  PresignedUrl presign() throws IOException;

  /**
   * Names these bytes in a front's cache.
   *
   * @return key and version, of printable ASCII without spaces and quotes
   */
  String cacheKey();

  /**
   * Whether a front should keep these bytes for the next who asks.
   *
   * @return false for an object so long that it would drive many others out
   */
  boolean isKept();

  /**
   * Whether clients may be sent to the presigned URL themselves.
   *
   * @return the store's setting
   */
  boolean redirects();
}
