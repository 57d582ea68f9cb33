package io.sluice.storage.file;

/** An info record that cannot be read, or does not belong where it is. */
final class UnreadableRecord extends Exception {
  private static final long serialVersionUID = 1L;

  private final String reason;

  UnreadableRecord(String reason) {
    super(reason);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
