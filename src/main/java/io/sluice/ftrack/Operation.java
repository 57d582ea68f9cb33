package io.sluice.ftrack;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a signed URL allows. It comes from the address that was hit, never from the query.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-9">RFC 9110, 9 Methods</a>
 */
public enum Operation {
  PUT("put", List.of("PUT")),
  GET("get", List.of("GET", "HEAD")),
  REMOVE("remove", List.of("GET", "POST", "DELETE"));

  private final String word;

  @SuppressWarnings("ImmutableEnumChecker") // List.of cannot change; its type does not say so.
  private final List<String> methods;

  Operation(String word, List<String> methods) {
    this.word = word;
    this.methods = methods;
  }

  /**
   * The word in the URL and in the signed message.
   *
   * @return put, get or remove
   */
  public String word() {
    return word;
  }

  /**
   * The methods under which the operation is asked for.
   *
   * @return in upper case
   */
  public List<String> methods() {
    return methods;
  }

  /**
   * The operation at an address of this door.
   *
   * @param path raw and exact, below the door's prefix: {@code /put} or {@code /component/put}
   * @return null when there is none
   */
  public static @Nullable Operation at(String path) {
    return switch (path) {
      case "/put", "/component/put" -> PUT;
      case "/get", "/component/get" -> GET;
      case "/remove", "/component/remove" -> REMOVE;
      default -> null;
    };
  }
}
