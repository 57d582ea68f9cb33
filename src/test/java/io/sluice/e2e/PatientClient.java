package io.sluice.e2e;

import java.io.IOException;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A client that tries again what a server, or a network, did not do; used by many threads.
 *
 * <p>Uploads as often as ftrack's own client, reads three times more.
 */
final class PatientClient {
  private static final int UPLOAD_TRIES = 16;
  private static final int READ_TRIES = 4;
  private static final int MAX_BYTES = 300_000;

  /** An object that was answered 200: what must come back. */
  record Stored(UUID id, long seed) {
    byte[] body() {
      Random random = new Random(seed);
      // As many small ones as big ones: even on a logarithmic scale.
      return Content.random(
          (int) Math.exp(random.nextDouble() * Math.log(MAX_BYTES)), random.nextLong());
    }
  }

  final AtomicInteger uploadsTriedAgain = new AtomicInteger();
  final AtomicInteger readsTriedAgain = new AtomicInteger();
  final AtomicInteger lostTries = new AtomicInteger();
  private final int port;
  private final SignedTargets targets;

  PatientClient(int port, SignedTargets targets) {
    this.port = port;
    this.targets = targets;
  }

  /** Uploads until it is answered 200. */
  Stored upload(Stored object) {
    byte[] body = object.body();
    String target = targets.put(object.id());
    for (int tries = 1; tries <= UPLOAD_TRIES; tries++) {
      try {
        int status = putOnce(target, body, object.seed());
        if (status == 200) {
          return object;
        }
        requireServerFault("PUT", status);
      } catch (IOException broken) {
        lostTries.incrementAndGet();
      }
      countAndPause(uploadsTriedAgain, tries);
    }
    throw new AssertionError("an upload failed " + UPLOAD_TRIES + " times: " + object);
  }

  /** With a length, with a digest, or chunk by chunk: the three ways that a body goes. */
  private int putOnce(String target, byte[] body, long seed) throws IOException {
    if (seed % 3 == 0) {
      try (Wire wire = new Wire(port)) {
        wire.send(Wire.head("PUT", target, "Transfer-Encoding: chunked"));
        wire.send(Integer.toHexString(body.length) + "\r\n");
        wire.send(body);
        wire.send("\r\n0\r\n\r\n");
        return wire.read().status();
      }
    }
    String header = seed % 3 == 1 ? Content.md5Header(body) : "X-Nothing: 1";
    return Wire.put(port, target, body, header).status();
  }

  /** Reads until it is answered, and compares. */
  void read(Stored object) {
    for (int tries = 1; tries <= READ_TRIES; tries++) {
      try {
        Wire.Answer answer = Wire.ask(port, "GET", targets.get(object.id()));
        if (answer.status() == 200) {
          requireSame(object, answer.body());
          return;
        }
        requireServerFault("GET", answer.status());
      } catch (IOException broken) {
        lostTries.incrementAndGet();
      }
      countAndPause(readsTriedAgain, tries);
    }
    throw new AssertionError("a read failed " + READ_TRIES + " times: " + object);
  }

  private static void requireSame(Stored object, byte[] found) {
    if (!Content.sha256(found).equals(Content.sha256(object.body()))) {
      throw new AssertionError("other bytes, " + found.length + " of them: " + object);
    }
  }

  /** A 404 for what was acknowledged is a loss, not something to try again. */
  private static void requireServerFault(String method, int status) {
    if (status < 500) {
      throw new AssertionError(method + " was answered " + status);
    }
  }

  private static void countAndPause(AtomicInteger counter, int tries) {
    if (tries == 1) {
      counter.incrementAndGet();
    }
    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50L * tries));
  }
}
