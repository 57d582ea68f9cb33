package io.sluice.events;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Something that is to be done, at least once.
 *
 * @param id unique; later ones sort behind earlier ones
 * @param kind who does it
 * @param state how far it is
 * @param facts what it is about
 */
public record Job(String id, String kind, State state, Map<String, String> facts) {
  /**
   * How far a job is.
   *
   * @param attempts begun so far, of this kind
   * @param crashes attempts in whose middle the process died, of all kinds
   * @param isRunning whether an attempt has begun and not ended
   * @param notBefore when the next attempt is due
   * @param error why the last attempt failed; null when none did
   */
  public record State(
      int attempts, int crashes, boolean isRunning, Instant notBefore, @Nullable String error) {
    static final State FRESH = new State(0, 0, false, Instant.EPOCH, null);

    State begun() {
      return new State(attempts + 1, crashes, true, notBefore, error);
    }

    State crashed() {
      return new State(attempts, crashes + 1, false, notBefore, error);
    }

    State failed(String reason, Instant next) {
      return new State(attempts, crashes, false, next, reason);
    }

    /** The attempt does not count: it was ended from outside, or had to wait for something. */
    State postponed(Instant next) {
      return new State(Math.max(0, attempts - 1), crashes, false, next, error);
    }

    State ofNextKind() {
      return new State(0, crashes, false, Instant.EPOCH, null);
    }
  }

  /** Takes a copy. */
  public Job {
    facts = Map.copyOf(facts);
  }

  /**
   * One of its facts.
   *
   * @param name as it was put in
   * @return empty when there is none
   */
  public String fact(String name) {
    return facts.getOrDefault(name, "");
  }

  /**
   * A moment among its facts.
   *
   * @param name of a fact in milliseconds since 1970
   * @return long ago when there is none
   */
  public Instant moment(String name) {
    String millis = fact(name);
    return millis.isEmpty() ? Instant.EPOCH : Instant.ofEpochMilli(Long.parseLong(millis));
  }

  Job in(State other) {
    return new Job(id, kind, other, facts);
  }
}
