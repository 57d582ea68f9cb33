package io.sluice.auth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * The order in which the signer wrote the parameters into the message it signed.
 *
 * <p>No public source says which order ftrack uses with its extra parameters, so {@link #AUTO}
 * tries them all, in the order of this list, and reports the one that fits. Every other value pins
 * one order; values are tried in every encoding whatever the order. A query with a parameter other
 * than {@code id}, {@code user}, {@code invitee} and {@code timeout} can only be signed as
 * received.
 */
public enum SignatureForm {
  /** All of the below. */
  AUTO(""),
  /** As the query came. */
  RECEIVED(""),
  /** {@code id}, then the rest as it came. */
  ID_FIRST("id"),
  /** {@code id, user, invitee, timeout}: the order of the example in ftrack's documentation. */
  CANONICAL("id user invitee timeout"),
  /** By name. */
  SORTED("id invitee timeout user"),
  ID_USER_TIMEOUT_INVITEE("id user timeout invitee"),
  ID_INVITEE_USER_TIMEOUT("id invitee user timeout"),
  ID_TIMEOUT_USER_INVITEE("id timeout user invitee"),
  ID_TIMEOUT_INVITEE_USER("id timeout invitee user"),
  USER_ID_INVITEE_TIMEOUT("user id invitee timeout"),
  USER_ID_TIMEOUT_INVITEE("user id timeout invitee"),
  USER_INVITEE_ID_TIMEOUT("user invitee id timeout"),
  USER_INVITEE_TIMEOUT_ID("user invitee timeout id"),
  USER_TIMEOUT_ID_INVITEE("user timeout id invitee"),
  USER_TIMEOUT_INVITEE_ID("user timeout invitee id"),
  INVITEE_ID_USER_TIMEOUT("invitee id user timeout"),
  INVITEE_ID_TIMEOUT_USER("invitee id timeout user"),
  INVITEE_USER_ID_TIMEOUT("invitee user id timeout"),
  INVITEE_USER_TIMEOUT_ID("invitee user timeout id"),
  INVITEE_TIMEOUT_ID_USER("invitee timeout id user"),
  INVITEE_TIMEOUT_USER_ID("invitee timeout user id"),
  TIMEOUT_ID_USER_INVITEE("timeout id user invitee"),
  TIMEOUT_ID_INVITEE_USER("timeout id invitee user"),
  TIMEOUT_USER_ID_INVITEE("timeout user id invitee"),
  TIMEOUT_USER_INVITEE_ID("timeout user invitee id"),
  TIMEOUT_INVITEE_ID_USER("timeout invitee id user"),
  TIMEOUT_INVITEE_USER_ID("timeout invitee user id");

  private final String leading;

  SignatureForm(String leading) {
    this.leading = leading;
  }

  /**
   * The word for this order in a configuration and in a log.
   *
   * @return for example {@code id-first}
   */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The parameters in this order; those it does not name follow as they came. */
  List<Parameter> arrange(List<Parameter> received) {
    if (leading.isEmpty()) {
      return received;
    }
    List<Parameter> arranged = new ArrayList<>(received);
    arranged.sort(Comparator.comparingInt(parameter -> rank(parameter.name())));
    return arranged;
  }

  private int rank(String name) {
    int position = leading.indexOf(name);
    return position < 0 ? Integer.MAX_VALUE : position;
  }
}
