package io.sluice.delivery;

import io.sluice.http.ByteRange;
import io.sluice.http.Conditions;
import io.sluice.http.ContentDisposition;
import io.sluice.http.EntityTag;
import io.sluice.http.HttpDate;
import io.sluice.http.HttpErrorException;
import io.sluice.http.MediaType;
import io.sluice.http.ProtocolError;
import io.sluice.storage.FileBytes;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.RemoteBytes;
import io.sluice.storage.StoredObject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An object as the answer to GET or HEAD.
 *
 * <p>Behind Nginx this is a verdict: type, disposition and an {@code X-Accel-Redirect}; Nginx adds
 * length, dates, the same entity tag, ranges and the bytes. Without Nginx all of that is done here.
 *
 * @see <a href="https://nginx.org/en/docs/http/ngx_http_proxy_module.html#proxy_ignore_headers">
 *     X-Accel-Redirect</a>
 */
public final class ObjectAnswer {
  private final Front front;
  private final String cacheControl;

  /**
   * Takes the settings.
   *
   * @param front the Nginx before us, or its absence
   * @param maxAge how long a browser may use its copy without asking; zero for always asking
   */
  public ObjectAnswer(Front front, Duration maxAge) {
    this(front, maxAge.isZero() ? "private, no-cache" : "private, max-age=" + maxAge.toSeconds());
  }

  /**
   * Takes the settings.
   *
   * @param front the Nginx before us, or its absence
   * @param cacheControl the value of that header
   */
  public ObjectAnswer(Front front, String cacheControl) {
    this.front = front;
    this.cacheControl = cacheControl;
  }

  /**
   * Answers with an object, or with what the request's conditions make of it.
   *
   * @param request GET or HEAD
   * @param response not committed; an asynchronous one when this returns, if bytes are sent here
   * @param store the name of the object's store
   * @param object what was found
   * @throws HttpErrorException 412 or 416
   * @throws io.sluice.storage.ObjectChangedException this version is gone; nothing was sent, and
   *     what is there now can be
   * @throws IOException the bytes cannot be had (answered as 503); nothing was sent
   */
  public void send(
      HttpServletRequest request, HttpServletResponse response, String store, StoredObject object)
      throws IOException {
    send(request, response, store, object, new EntityTag(object.info().version()), false);
  }

  /**
   * As {@link #send(HttpServletRequest, HttpServletResponse, String, StoredObject)}, with an entity
   * tag that the store does not know.
   *
   * @param request as above
   * @param response as above; may have a {@code Vary} already
   * @param store as above
   * @param object as above
   * @param tag names its bytes
   * @throws HttpErrorException as above
   * @throws IOException as above
   */
  public void sendVariant(
      HttpServletRequest request,
      HttpServletResponse response,
      String store,
      StoredObject object,
      EntityTag tag)
      throws IOException {
    response.setHeader("ETag", tag.header());
    send(request, response, store, object, tag, true);
  }

  /**
   * Answers 304.
   *
   * @param response not committed
   * @param tag of what the client has
   */
  public void sendNotModified(HttpServletResponse response, EntityTag tag) {
    response.setHeader("Cache-Control", cacheControl);
    response.setHeader("ETag", tag.header());
    response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
  }

  private void send(
      HttpServletRequest request,
      HttpServletResponse response,
      String store,
      StoredObject object,
      EntityTag tag,
      boolean isVariant)
      throws IOException {
    ObjectInfo info = object.info();
    response.setHeader("Cache-Control", cacheControl);
    Conditions conditions = Conditions.from(request::getHeader);
    if (front.isPresent() && conditions.failsAtNginx(info.modified())) {
      throw new HttpErrorException(ProtocolError.PRECONDITION_FAILED);
    }
    switch (conditions.evaluate(tag, info.modified())) {
      case NOT_MODIFIED -> sendNotModified(response, tag);
      case PRECONDITION_FAILED -> throw new HttpErrorException(ProtocolError.PRECONDITION_FAILED);
      case PROCEED -> {
        String range =
            conditions.allowRange(tag, info.modified()) ? request.getHeader("Range") : null;
        // Nginx does not know a tag that we say, and would see none of those wanted.
        boolean isOurs = isVariant && conditions.ifMatch() != null;
        proceed(request, response, new What(store, object, tag, isVariant, isOurs), range);
      }
    }
  }

  /** What is sent: by Nginx, or by us where it cannot know the tag. */
  private record What(
      String store, StoredObject object, EntityTag tag, boolean isVariant, boolean isOurs) {}

  private void proceed(
      HttpServletRequest request, HttpServletResponse response, What what, @Nullable String range)
      throws IOException {
    StoredObject object = what.object();
    ObjectInfo info = object.info();
    boolean toNginx = front.isPresent() && !what.isOurs();
    // A URL that is signed for GET is of no use to a HEAD, and all that asks for is known here.
    boolean isHead = request.getMethod().equals("HEAD");
    if (object.bytes() instanceof RemoteBytes remote && remote.redirects() && !isHead) {
      redirect(response, remote);
      return;
    }
    if (toNginx && object.bytes() instanceof FileBytes file) {
      describe(response, info);
      response.setHeader(
          "X-Accel-Redirect", "/_sluice_files/" + what.store() + "/" + file.internalPath());
    } else if (object.bytes() instanceof FileBytes || isHead || info.length() == 0) {
      sendBytes(request, response, what, range);
    } else if (toNginx && object.bytes() instanceof RemoteBytes remote) {
      // Nginx asks the store for slices: only here the length is known before.
      @Nullable ByteRange part = select(response, range, info);
      StoreHandOver.fetch(
          response, info, remote, request.getHeader("Range"), part, what.isVariant());
      describe(response, info);
    } else {
      stream(request, response, what, range);
    }
  }

  /** The store replays type and disposition, which it got with the bytes. */
  private static void redirect(HttpServletResponse response, RemoteBytes remote)
      throws IOException {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setHeader("Location", remote.presign().uri().toString());
    response.setStatus(HttpServletResponse.SC_FOUND);
  }

  private static @Nullable ByteRange select(
      HttpServletResponse response, @Nullable String range, ObjectInfo info) {
    try {
      return ByteRange.select(range, info.length());
    } catch (HttpErrorException e) {
      response.setHeader("Content-Range", "bytes */" + info.length());
      throw e;
    }
  }

  /** Type and disposition, such that no upload can act as a page of this origin. */
  private static void describe(HttpServletResponse response, ObjectInfo info) {
    String type = contentType(info);
    response.setContentType(type);
    String disposition = disposition(info);
    if (disposition != null) {
      response.setHeader("Content-Disposition", disposition);
    }
  }

  /**
   * The type an object is served with.
   *
   * @param info of the object
   * @return never null
   */
  public static String contentType(ObjectInfo info) {
    String type = info.description().contentType();
    return type == null ? MediaType.UNKNOWN : type;
  }

  /**
   * The disposition an object is served with: what the client sent, but always an attachment for
   * types that could run script.
   *
   * @param info of the object
   * @return null when there is nothing to say
   */
  public static @Nullable String disposition(ObjectInfo info) {
    String disposition = info.description().disposition();
    return MediaType.isActive(contentType(info))
        ? ContentDisposition.asAttachment(disposition)
        : disposition;
  }

  private static void sendBytes(
      HttpServletRequest request, HttpServletResponse response, What what, @Nullable String range)
      throws IOException {
    ObjectInfo info = what.object().info();
    ByteRange part = select(response, range, info);
    writeHead(response, info, what.tag(), part);
    if (!request.getMethod().equals("HEAD") && what.object().bytes() instanceof FileBytes file) {
      if (info.length() > 0) {
        FileSender.send(request, response, file.file(), bytes(info, part));
      }
    }
  }

  private static ByteRange bytes(ObjectInfo info, @Nullable ByteRange part) {
    return part == null ? new ByteRange(0, info.length() - 1) : part;
  }

  /** All that Nginx would add. */
  private static void writeHead(
      HttpServletResponse response, ObjectInfo info, EntityTag tag, @Nullable ByteRange part) {
    describe(response, info);
    response.setHeader("ETag", tag.header());
    response.setHeader("Last-Modified", HttpDate.format(info.modified()));
    response.setHeader("Accept-Ranges", "bytes");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Content-Security-Policy", "default-src 'none'; sandbox");
    // The URL is the credential: a page that this leads to must not learn it.
    response.setHeader("Referrer-Policy", "no-referrer");
    if (part != null) {
      response.setStatus(HttpServletResponse.SC_PARTIAL_CONTENT);
      response.setHeader(
          "Content-Range", "bytes " + part.first() + "-" + part.last() + "/" + info.length());
    }
    response.setContentLengthLong(part == null ? info.length() : part.length());
  }

  /** Nothing is said before the store has begun to answer. */
  private static void stream(
      HttpServletRequest request, HttpServletResponse response, What what, @Nullable String range)
      throws IOException {
    StoredObject object = what.object();
    ByteRange part = select(response, range, object.info());
    StreamSender.Begun begun = StreamSender.Begun.open(object.bytes(), bytes(object.info(), part));
    writeHead(response, object.info(), what.tag(), part);
    // Some servers take an answer that is too short for a whole one: its end then shows.
    response.setHeader("Connection", "close");
    StreamSender.send(request, response, begun);
  }
}
