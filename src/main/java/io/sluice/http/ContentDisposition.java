package io.sluice.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A {@code Content-Disposition} that a client sent with an upload, made fit to be sent back.
 *
 * <p>Clients write file names in three ways: raw UTF-8, RFC 5987 ({@code filename*=UTF-8''…}) and
 * quoted strings. A plain ASCII field is kept to the letter; one with raw bytes beyond ASCII is
 * written anew with both a fallback and the RFC 5987 form, because a header may not carry them. The
 * name is never used as a path.
 *
 * @param header what to send back, printable ASCII only
 * @param fileName the name a person would see, decoded; null when the field has none
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6266">RFC 6266</a>
 */
public record ContentDisposition(String header, @Nullable String fileName) {
  private static final int MAX_CHARS = 2048;

  /** A name of another script is written twice; heads of 8 KiB are what servers take. */
  private static final int MAX_WRITTEN = 4096;

  /** One parameter after another, so that what looks like one inside a quoted string is none. */
  private static final Pattern PARAMETER =
      Pattern.compile(
          "\\G\\s*;\\s*"
              + "(?:([^\\s=;\"]++)\\s*=\\s*(\"(?:[^\"\\\\]++|\\\\.)*+\"|[^;\"]*+)|[^;\"]*+)");

  private static final Pattern EXTENDED = Pattern.compile("(?i)utf-8'[^']*'(\\S+)");

  /**
   * Reads the field as received.
   *
   * @param received the field value; a container may have decoded its bytes as ISO-8859-1
   * @return null when the field is absent or blank
   * @throws HttpErrorException {@link ProtocolError#BAD_REQUEST} (400) when it is longer than 2048
   *     characters, or 4096 as it would be written, or holds control characters
   */
  public static @Nullable ContentDisposition parse(@Nullable String received) {
    if (received == null || received.isBlank()) {
      return null;
    }
    if (received.length() > MAX_CHARS || received.chars().anyMatch(c -> c < 0x20 || c == 0x7f)) {
      throw new HttpErrorException(ProtocolError.BAD_REQUEST, "Content-Disposition");
    }
    String text = unmangle(received.strip());
    String name = fileName(text);
    String written = text.chars().allMatch(c -> c < 0x7f) ? text : write(isInline(text), name);
    if (written.length() > MAX_WRITTEN) {
      throw new HttpErrorException(ProtocolError.BAD_REQUEST, "Content-Disposition");
    }
    return new ContentDisposition(written, name);
  }

  /**
   * The same, but never shown inside the page's own origin.
   *
   * @param header a field value made by this class, or null
   * @return a field value that begins with {@code attachment}
   */
  public static String asAttachment(@Nullable String header) {
    if (header == null) {
      return "attachment";
    }
    int semicolon = header.indexOf(';');
    return semicolon < 0 ? "attachment" : "attachment" + header.substring(semicolon);
  }

  private static boolean isInline(String text) {
    return text.toLowerCase(Locale.ROOT).startsWith("inline");
  }

  /** Containers hand header bytes over as ISO-8859-1; clients write UTF-8. */
  private static String unmangle(String text) {
    if (text.chars().anyMatch(c -> c > 0xff)) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return text;
    }
  }

  private static @Nullable String fileName(String text) {
    int semicolon = text.indexOf(';');
    if (semicolon < 0) {
      return null;
    }
    String plain = null;
    Matcher parameter = PARAMETER.matcher(text).region(semicolon, text.length());
    while (parameter.find()) {
      String name = parameter.group(1) == null ? "" : parameter.group(1).toLowerCase(Locale.ROOT);
      if (name.equals("filename*")) {
        String decoded = extended(parameter.group(2).strip());
        if (decoded != null) {
          return decoded;
        }
      } else if (name.equals("filename") && plain == null) {
        plain = unquoted(parameter.group(2).strip());
      }
    }
    return plain;
  }

  private static @Nullable String extended(String value) {
    Matcher matcher = EXTENDED.matcher(value);
    return matcher.matches() ? percentDecoded(matcher.group(1)) : null;
  }

  private static @Nullable String unquoted(String value) {
    if (value.startsWith("\"")) {
      return value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1");
    }
    return value.isEmpty() ? null : value;
  }

  private static @Nullable String percentDecoded(String text) {
    ByteBuffer out = ByteBuffer.allocate(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c != '%') {
        if (c > 0x7e) {
          return null;
        }
        out.put((byte) c);
      } else {
        int high = hexAt(text, i + 1);
        int low = hexAt(text, i + 2);
        if (high < 0 || low < 0) {
          return null;
        }
        out.put((byte) (high << 4 | low));
        i += 2;
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(out.flip()).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static int hexAt(String text, int index) {
    return index < text.length() ? Character.digit(text.charAt(index), 16) : -1;
  }

  private static String write(boolean inline, @Nullable String name) {
    String type = inline ? "inline" : "attachment";
    if (name == null) {
      return type;
    }
    StringBuilder fallback = new StringBuilder();
    name.codePoints()
        .map(c -> c < 0x20 || c > 0x7e || c == '"' || c == '\\' || c == '%' ? '_' : c)
        .forEach(fallback::appendCodePoint);
    return type + "; filename=\"" + fallback + "\"; filename*=UTF-8''" + percentEncoded(name);
  }

  private static String percentEncoded(String name) {
    StringBuilder out = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      boolean plain = (c < 0x7f && Character.isLetterOrDigit(c)) || "-._~!$&+^`|#".indexOf(c) >= 0;
      if (plain) {
        out.append(c);
      } else {
        out.append('%').append(String.format(Locale.ROOT, "%02X", b & 0xff));
      }
    }
    return out.toString();
  }
}
