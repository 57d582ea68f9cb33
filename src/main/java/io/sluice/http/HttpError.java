package io.sluice.http;

/**
 * One row of a room's error table: what a client is told when a request ends badly.
 *
 * <p>Each room keeps its rows in one enum. A row never holds anything of the request, a path of the
 * server or a secret; those go to the log.
 */
public interface HttpError {
  /**
   * The HTTP status.
   *
   * @return 400 to 599
   */
  int status();

  /**
   * The stable code that clients and alerts may match on, in lower-case words joined by dashes.
   *
   * @return for example {@code signature-mismatch}
   */
  String code();

  /**
   * One sentence for people.
   *
   * @return text that may be shown to anyone
   */
  String text();
}
