package io.sluice.thumbor;

import io.sluice.auth.PercentEncoding;
import io.sluice.http.HttpErrorException;
import io.sluice.media.recipe.Box;
import io.sluice.media.recipe.Crop;
import io.sluice.media.recipe.Trim;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads Thumbor's URL grammar, in one pass over the raw path.
 *
 * <p>Each part may be left out, and counts at its place only: out of order, it begins the image. A
 * part that nothing follows is the image too, as the original's regular expression falls back.
 *
 * @see <a href="https://thumbor.readthedocs.io/en/latest/usage.html">Thumbor, usage</a>
 */
public final class ThumborUrl {
  static final int MAX_LENGTH = 8192;
  static final int MAX_FILTERS = 50;
  private static final int MAX_TOLERANCE = 442;

  private final String path;
  private int at;

  private ThumborUrl(String path) {
    this.path = path;
    this.at = path.startsWith("/") ? 1 : 0;
  }

  /**
   * Reads the path of a URL; judges no signature.
   *
   * @param rawPath what follows the door's prefix, percent-encoded as received, without the query
   * @return what is asked for, each part percent-decoded once
   * @throws HttpErrorException 400, a row of {@link ThumborError}
   */
  public static ThumborRequest parse(String rawPath) {
    if (rawPath.length() > MAX_LENGTH) {
      throw new HttpErrorException(ThumborError.THUMBOR_URL_TOO_LONG);
    }
    if (!rawPath.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new HttpErrorException(ThumborError.THUMBOR_URL_MALFORMED);
    }
    return new ThumborUrl(rawPath).read();
  }

  private ThumborRequest read() {
    String signature = signature();
    String message = path.substring(at);
    boolean debug = take("debug");
    boolean meta = take("meta");
    Trim trim = trim();
    Crop crop = crop();
    ThumborRequest.Fit fitIn = fitIn();
    ThumborRequest.Sides sides = sides();
    double x = take("left") ? 0 : take("right") ? 1 : center("center");
    double y = take("top") ? 0 : take("bottom") ? 1 : center("middle");
    ThumborRequest.Alignment focus = new ThumborRequest.Alignment(x, y, take("smart"));
    List<FilterCall> filters = filters();
    String image = decoded(path.substring(at));
    return new ThumborRequest(
        signature, message, debug, meta, trim, crop, fitIn, sides, focus, filters, image);
  }

  /** Null for an unsafe URL. At least one character, so a slash may begin it. */
  private @Nullable String signature() {
    int slash = at < path.length() ? path.indexOf('/', at + 1) : -1;
    if (slash < 0) {
      throw new HttpErrorException(ThumborError.THUMBOR_URL_MALFORMED);
    }
    String first = path.substring(at, slash);
    if (slash + 1 == path.length()) {
      throw new HttpErrorException(ThumborError.THUMBOR_IMAGE_MISSING);
    }
    at = slash + 1;
    return first.equals("unsafe") ? null : first;
  }

  private boolean take(String word) {
    return path.startsWith(word + "/", at) && taken(at + word.length());
  }

  private double center(String word) {
    take(word);
    return 0.5;
  }

  /** Goes past a part, unless nothing follows it: then it is the image. */
  private boolean taken(int slash) {
    if (slash + 1 >= path.length()) {
      return false;
    }
    at = slash + 1;
    return true;
  }

  private @Nullable Trim trim() {
    Scan part = new Scan();
    if (!part.skip("trim")) {
      return null;
    }
    boolean topLeft = part.skip(":top-left");
    boolean named = topLeft || part.skip(":bottom-right");
    String number = part.skip(":") ? part.digits() : null;
    if ((number != null && number.isEmpty()) || !part.isTaken()) {
      return null;
    }
    // The original splits at colons and takes a lone number for a corner that it does not know.
    boolean byTopLeft = topLeft || (!named && number == null);
    int tolerance = named && number != null ? Math.min(number(number), MAX_TOLERANCE) : 0;
    return new Trim(byTopLeft ? Trim.Corner.TOP_LEFT : Trim.Corner.BOTTOM_RIGHT, tolerance);
  }

  private @Nullable Crop crop() {
    Scan part = new Scan();
    String[] sides = new String[4];
    String[] ends = {"x", ":", "x", ""};
    for (int i = 0; i < sides.length; i++) {
      sides[i] = part.digits();
      if (sides[i].isEmpty() || !part.skip(ends[i])) {
        return null;
      }
    }
    if (!part.isTaken()) {
      return null;
    }
    Crop crop = new Crop(number(sides[0]), number(sides[1]), number(sides[2]), number(sides[3]));
    return crop.equals(new Crop(0, 0, 0, 0)) ? null : crop;
  }

  private ThumborRequest.@Nullable Fit fitIn() {
    Scan part = new Scan();
    boolean adaptive = part.skip("adaptive-");
    boolean full = part.skip("full-");
    return part.skip("fit-in") && part.isTaken() ? new ThumborRequest.Fit(full, adaptive) : null;
  }

  private ThumborRequest.Sides sides() {
    Scan part = new Scan();
    boolean flipX = part.skip("-");
    String width = part.side();
    if (!part.skip("x")) {
      return ThumborRequest.Sides.NONE;
    }
    boolean flipY = part.skip("-");
    String height = part.side();
    if (!part.isTaken()) {
      return ThumborRequest.Sides.NONE;
    }
    return new ThumborRequest.Sides(side(width), side(height), flipX, flipY);
  }

  private List<FilterCall> filters() {
    String word = "filters:";
    int from = at + word.length();
    int end = path.startsWith(word, at) ? path.indexOf(")/", from + 1) : -1;
    if (end < 0 || !taken(end + 1)) {
      return List.of();
    }
    List<FilterCall> filters = FilterCall.split(decoded(path.substring(from, end + 1)));
    if (filters.size() > MAX_FILTERS) {
      throw new HttpErrorException(ThumborError.THUMBOR_TOO_MANY_FILTERS);
    }
    return filters;
  }

  private static int side(String text) {
    if (text.equals("orig")) {
      return Box.ORIGINAL;
    }
    return text.isEmpty() ? Box.OPEN : number(text);
  }

  private static int number(String digits) {
    if (digits.length() > 9) {
      throw new HttpErrorException(ThumborError.THUMBOR_NUMBER_TOO_LONG);
    }
    return Integer.parseInt(digits);
  }

  private static String decoded(String raw) {
    String text = PercentEncoding.decode(raw);
    if (text == null || text.chars().anyMatch(Character::isISOControl)) {
      throw new HttpErrorException(ThumborError.THUMBOR_URL_MALFORMED);
    }
    return text;
  }

  /** Looks at the part that begins here, and moves on only when all of it fits. */
  private final class Scan {
    private int next = at;

    boolean skip(String word) {
      boolean found = path.startsWith(word, next);
      next += found ? word.length() : 0;
      return found;
    }

    String digits() {
      int start = next;
      while (next < path.length() && path.charAt(next) >= '0' && path.charAt(next) <= '9') {
        next++;
      }
      return path.substring(start, next);
    }

    String side() {
      return skip("orig") ? "orig" : digits();
    }

    boolean isTaken() {
      return path.startsWith("/", next) && taken(next);
    }
  }
}
