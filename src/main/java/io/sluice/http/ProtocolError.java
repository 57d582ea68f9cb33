package io.sluice.http;

/** What any door answers when the HTTP of a request itself is at fault. */
public enum ProtocolError implements HttpError {
  BAD_REQUEST(400, "The request is malformed."),
  NOT_FOUND(404, "There is nothing at this address."),
  METHOD_NOT_ALLOWED(405, "This address does not take that method."),
  BODY_TOO_SLOW(408, "The body did not go on for too long."),
  LENGTH_REQUIRED(411, "Send a Content-Length or a chunked body."),
  PRECONDITION_FAILED(412, "A condition in the request headers does not hold."),
  RANGE_NOT_SATISFIABLE(416, "The byte range lies outside the object."),
  BODY_CUT_OFF(400, "The connection ended before the whole body arrived."),
  INTERNAL(500, "Something failed on our side; the log has the details under this request id."),
  STOPPING(503, "This server is shutting down, try again.");

  private final int status;
  private final String text;

  ProtocolError(int status, String text) {
    this.status = status;
    this.text = text;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String code() {
    return Codes.of(this);
  }

  @Override
  public String text() {
    return text;
  }
}
