package io.sluice.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * One client's uploads, and what each id may hold after them: the digest that was acknowledged
 * last, or one whose bytes were all sent but never answered.
 *
 * <p>An id with such an open end never gets other content: a spooled body that a dead Nginx left to
 * the app may become an object later than the retry of it.
 */
final class Uploads {
  private static final String NOTHING = "404";
  private static final int MAX_BYTES = 3_000_000;

  /** What an id may hold. */
  private static final class Slot {
    private final UUID id = UUID.randomUUID();
    private final Set<String> allowed = new HashSet<>(Set.of(NOTHING));
    private @Nullable Attempt open;
  }

  /** Content by its seed, so that thousands need no memory. */
  private record Attempt(int length, long seed, boolean hasMd5) {
    byte[] body() {
      return Content.random(length, seed);
    }
  }

  private final LooseGateway gateway;
  private final Random random;
  private final List<Slot> slots = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private Set<Slot> touched = new HashSet<>();
  private int acknowledged;

  Uploads(LooseGateway gateway, long seed) {
    this.gateway = gateway;
    this.random = new Random(seed);
  }

  int acknowledged() {
    return acknowledged;
  }

  /** Uploads one after another; counts down once, after the first that was acknowledged. */
  void runUntilOneFails(CountDownLatch warm) {
    touched = new HashSet<>();
    boolean goesOn = true;
    while (goesOn) {
      Slot slot = pick();
      touched.add(slot);
      goesOn = upload(slot);
      warm.countDown();
    }
  }

  private Slot pick() {
    if (slots.isEmpty() || random.nextInt(3) == 0) {
      slots.add(new Slot());
      return slots.get(slots.size() - 1);
    }
    // The latest ones, so that an open end is tried again in the next round.
    int latest = Math.min(slots.size(), 4);
    return slots.get(slots.size() - 1 - random.nextInt(latest));
  }

  private boolean upload(Slot slot) {
    Attempt attempt = slot.open == null ? newAttempt() : slot.open;
    byte[] body = attempt.body();
    String digest = Content.sha256(body);
    String[] headers =
        attempt.hasMd5() ? new String[] {Content.md5Header(body)} : new String[] {"X-Nothing: 1"};
    try (Wire wire = new Wire(gateway.port)) {
      wire.put(gateway.targets.put(slot.id), body, headers);
      slot.open = attempt;
      slot.allowed.add(digest);
      int status = wire.read().status();
      if (status != 200) {
        if (status != 503) {
          faults.add(slot.id + ": PUT answered " + status);
        }
        return false;
      }
      acknowledge(slot, digest);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** From here on exactly this; what was open had the same bytes. */
  private void acknowledge(Slot slot, String digest) {
    acknowledged++;
    slot.allowed.clear();
    slot.allowed.add(digest);
    slot.open = null;
  }

  private Attempt newAttempt() {
    // As many small ones as big ones: from a byte to MAX_BYTES, even on a logarithmic scale.
    int length = (int) Math.exp(random.nextDouble() * Math.log(MAX_BYTES));
    return new Attempt(Math.max(1, length), random.nextLong(), random.nextInt(3) == 0);
  }

  List<String> faultsOfLastRound() throws IOException {
    return check(touched);
  }

  List<String> faults() throws IOException {
    return check(slots);
  }

  private List<String> check(Iterable<Slot> these) throws IOException {
    List<String> all = new ArrayList<>(faults);
    for (Slot slot : these) {
      Wire.Answer answer = Wire.ask(gateway.port, "GET", gateway.targets.get(slot.id));
      String found =
          answer.status() == 200
              ? Content.sha256(answer.body())
              : Integer.toString(answer.status());
      if (!slot.allowed.contains(found)) {
        all.add(
            slot.id + ": " + found + ", " + answer.body().length + " bytes; not " + slot.allowed);
      }
    }
    return all;
  }
}
