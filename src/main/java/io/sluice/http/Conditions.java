package io.sluice.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The conditional headers of a GET or HEAD request.
 *
 * @param ifMatch field value or null; so with the others
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2">RFC 9110, 13.2.2</a>
 */
public record Conditions(
    @Nullable String ifMatch,
    @Nullable String ifNoneMatch,
    @Nullable String ifModifiedSince,
    @Nullable String ifUnmodifiedSince,
    @Nullable String ifRange) {

  /** What the conditions say about one representation. */
  public enum Outcome {
    /** Send it. */
    PROCEED,
    /** Answer 304. */
    NOT_MODIFIED,
    /** Answer 412. */
    PRECONDITION_FAILED
  }

  /**
   * Takes the conditional headers of a request.
   *
   * @param header looks a field up by name; answers null when it is absent
   * @return the conditions, perhaps none
   */
  @SuppressWarnings("NullAway") // UnaryOperator cannot say that its result may be null.
  public static Conditions from(UnaryOperator<String> header) {
    return new Conditions(
        header.apply("If-Match"),
        header.apply("If-None-Match"),
        header.apply("If-Modified-Since"),
        header.apply("If-Unmodified-Since"),
        header.apply("If-Range"));
  }

  /**
   * Weighs the conditions in the order of RFC 9110, 13.2.2.
   *
   * @param tag of the current representation
   * @param modified of the current representation, to the second
   * @return what to do
   */
  public Outcome evaluate(EntityTag tag, Instant modified) {
    if (ifMatch != null) {
      if (!tag.isInStrongly(ifMatch)) {
        return Outcome.PRECONDITION_FAILED;
      }
    } else {
      Instant limit = HttpDate.parse(ifUnmodifiedSince);
      if (limit != null && seconds(modified).isAfter(limit)) {
        return Outcome.PRECONDITION_FAILED;
      }
    }
    if (ifNoneMatch != null) {
      return tag.isInWeakly(ifNoneMatch) ? Outcome.NOT_MODIFIED : Outcome.PROCEED;
    }
    Instant since = HttpDate.parse(ifModifiedSince);
    boolean unchanged = since != null && !seconds(modified).isAfter(since);
    return unchanged ? Outcome.NOT_MODIFIED : Outcome.PROCEED;
  }

  /**
   * Whether the client has this very representation, and asks for nothing else.
   *
   * @param tag of a representation, perhaps of one that is yet to be made
   * @return true when 304 is right, whatever else is known of it
   */
  public boolean holds(EntityTag tag) {
    return ifNoneMatch != null
        && ifMatch == null
        && ifUnmodifiedSince == null
        && !ifNoneMatch.strip().equals("*")
        && tag.isInWeakly(ifNoneMatch);
  }

  /**
   * Whether Nginx would answer 412 where {@link #evaluate} proceeds: it weighs {@code
   * If-Unmodified-Since} beside {@code If-Match}, and takes one that is no date for an early one.
   *
   * @param modified of the current representation
   * @return true when there is no use in letting it send the bytes
   * @see <a href="https://nginx.org/en/docs/http/ngx_http_core_module.html#if_modified_since">the
   *     only setting of it</a>
   */
  public boolean failsAtNginx(Instant modified) {
    if (ifUnmodifiedSince == null) {
      return false;
    }
    Instant limit = HttpDate.parse(ifUnmodifiedSince);
    return limit == null || seconds(modified).isAfter(limit);
  }

  /**
   * Whether a {@code Range} header counts, given {@code If-Range}.
   *
   * @param tag of the current representation
   * @param modified of the current representation
   * @return false when the client's partial copy is of another version: send the whole
   */
  public boolean allowRange(EntityTag tag, Instant modified) {
    if (ifRange == null) {
      return true;
    }
    Instant date = HttpDate.parse(ifRange);
    return date == null ? tag.isExactly(ifRange.strip()) : seconds(modified).equals(date);
  }

  private static Instant seconds(Instant instant) {
    return instant.truncatedTo(ChronoUnit.SECONDS);
  }
}
