package io.sluice.config;

/** The file can not be read as a whole, so nothing can be said of its keys. */
final class UnreadableException extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Fault fault;

  UnreadableException(String source, String message) {
    super(message);
    this.fault = new Fault("", source, null, message);
  }

  Fault fault() {
    return fault;
  }
}
