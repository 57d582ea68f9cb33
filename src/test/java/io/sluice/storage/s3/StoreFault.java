package io.sluice.storage.s3;

import java.time.Duration;

/** What a {@link FaultProxy} does to a request on its way to the store. */
public sealed interface StoreFault {

  /** The error that S3 calls by this code, with its XML body; the store is not asked. */
  record Answer(int status, String code) implements StoreFault {}

  /** The request waits for {@link FaultProxy#mend}, and is passed on then. */
  record Hold() implements StoreFault {}

  /** The store's answer with this many bytes of its body; then the connection ends in order. */
  record CutBody(long bytes) implements StoreFault {}

  /** The store's answer under another Content-Length; the body as it is, and then the end. */
  record WrongLength(long more) implements StoreFault {}

  /** The connection is reset after this many bytes of the request's body; the store sees none. */
  record ResetUpload(long bytes) implements StoreFault {}

  /** The store gets the whole request, but its answer is lost: the connection ends instead. */
  record LoseAnswer() implements StoreFault {}

  /** The store's clock is off: it refuses times that differ from its own by 15 minutes. */
  record Clock(Duration ahead) implements StoreFault {}
}
