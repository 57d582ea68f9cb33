package io.sluice.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The text that a signer puts under its key: a path bound to the operation, and the parameters. */
final class SignedMessage {
  private SignedMessage() {}

  /**
   * The starts of the message, likeliest first.
   *
   * @throws IllegalArgumentException not an operation of the ftrack door
   */
  static List<String> prefixes(String operation, boolean publicPath) {
    String path =
        switch (operation) {
          case "get" -> "/get?";
          case "put" -> "/put?";
          case "remove" -> "/remove?";
          default -> throw new IllegalArgumentException("no such operation: " + operation);
        };
    String component = "/component" + path;
    return publicPath ? List.of(component, path) : List.of(component);
  }

  /** Every parameter that the message covers: all but the signature and those ignored. */
  static List<Parameter> covered(
      SignedQuery query, String signatureParameter, Set<String> ignored) {
    List<Parameter> covered = new ArrayList<>(query.parameters().size());
    for (Parameter parameter : query.parameters()) {
      String name = parameter.name();
      if (!name.equals(signatureParameter) && !ignored.contains(name)) {
        covered.add(parameter);
      }
    }
    return covered;
  }

  /** The message over the parameters as they were sent. */
  static String received(String prefix, List<Parameter> covered) {
    StringBuilder message = new StringBuilder(256).append(prefix);
    for (int i = 0; i < covered.size(); i++) {
      if (i > 0) {
        message.append('&');
      }
      message.append(covered.get(i).text());
    }
    return message.toString();
  }
}
