package io.sluice.cli.check;

/** One way in which a gateway can misbehave, and the topic under which it must be named. */
enum Fault {
  ASKS_FOR_THE_BODY_FIRST("upload verdict"),
  HANGS_UP_ON_A_WAITING_CLIENT("upload verdict"),
  LIMITS_BODIES("body limit"),
  SENDS_NO_CORS_WITH_ERRORS("cors"),
  WANTS_SIGNED_PREFLIGHTS("cors"),
  ALLOWS_THE_ORIGIN_TWICE("cors"),
  HIDES_THE_ENTITY_TAG("cors"),
  ALLOWS_NO_PUT("cors"),
  REDIRECTS_PUT("round trip"),
  CHANGES_BYTES("round trip"),
  SERVES_NOTHING("round trip"),
  KEEPS_WHAT_IS_REMOVED("remove"),
  BELIEVES_A_CLIENTS_FILE("x-file"),
  HAS_A_WRONG_CLOCK("clock"),
  IGNORES_THE_TIMEOUT("timeout"),
  SERVES_FORGED_URLS("signature"),
  IS_NOT_READY("application");

  final String topic;

  Fault(String topic) {
    this.topic = topic;
  }
}
