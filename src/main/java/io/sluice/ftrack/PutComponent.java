package io.sluice.ftrack;

import io.sluice.delivery.BlockingWork;
import io.sluice.delivery.BodyReceiver;
import io.sluice.delivery.ErrorAnswer;
import io.sluice.delivery.Front;
import io.sluice.delivery.FrontError;
import io.sluice.http.ContentDisposition;
import io.sluice.http.EntityTag;
import io.sluice.http.HttpErrorException;
import io.sluice.http.MediaType;
import io.sluice.http.ProtocolError;
import io.sluice.media.FileTypes;
import io.sluice.storage.ObjectDescription;
import io.sluice.storage.ObjectInfo;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.ObjectStore;
import io.sluice.storage.StorageError;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stores a component, replacing what its id had before. The answer is 200, never a redirect.
 *
 * <p>Behind Nginx the body is a file that is renamed; it is read here only when a client asks for a
 * check (Content-MD5). Such a body arrives as a stream and is checked on the way, because clients
 * give up 60 seconds after their last byte.
 */
final class PutComponent {
  private static final Logger LOG = LoggerFactory.getLogger(PutComponent.class);

  private final FtrackConfig config;
  private final ObjectStore store;
  private final Front front;
  private final FtrackMetrics metrics;
  private final BlockingWork work;

  PutComponent(
      FtrackConfig config,
      ObjectStore store,
      Front front,
      FtrackMetrics metrics,
      BlockingWork work) {
    this.config = config;
    this.store = store;
    this.front = front;
    this.metrics = metrics;
    this.work = work;
  }

  /**
   * Decides what can be decided before the body.
   *
   * @param length announced in bytes, 0 when unknown
   * @throws HttpErrorException 400, 413 or 507
   */
  void admit(HttpServletRequest request, ObjectKey key, long length) {
    ContentMd5.of(request);
    requireSize(length);
    store.admit(key, length);
  }

  void put(HttpServletRequest request, HttpServletResponse response, ObjectKey key)
      throws IOException {
    ContentMd5 md5 = ContentMd5.of(request);
    ObjectDescription description = describe(request);
    Path spooled = front.spooledBody(request);
    if (spooled != null) {
      work.run(request, response, () -> takeSpooled(response, key, description, spooled, md5));
      return;
    }
    if (front.isPresent() && md5 == null) {
      throw new HttpErrorException(FrontError.SPOOL_FILE_MISSING, "PUT without X-File");
    }
    requireBody(request);
    admit(request, key, Math.max(0, request.getContentLengthLong()));
    receive(request, response, key, description, md5);
  }

  private void takeSpooled(
      HttpServletResponse response,
      ObjectKey key,
      ObjectDescription description,
      Path spooled,
      @Nullable ContentMd5 md5) {
    try {
      if (md5 != null) {
        md5.check(spooled);
      }
      requireSize(Files.size(spooled));
      commit(response, key, description, spooled);
    } catch (IOException e) {
      throw StorageError.failed(e);
    }
  }

  private void receive(
      HttpServletRequest request,
      HttpServletResponse response,
      ObjectKey key,
      ObjectDescription description,
      @Nullable ContentMd5 md5)
      throws IOException {
    MessageDigest digest = md5 == null ? null : ContentMd5.newDigest();
    Path part = stage();
    BodyReceiver.Outcome outcome =
        new BodyReceiver.Outcome() {
          @Override
          public void received() throws IOException {
            if (md5 != null && digest != null) {
              md5.check(digest.digest());
            }
            commit(response, key, description, part);
          }

          @Override
          public void failed(Throwable cause) {
            // Asked while the part still takes its space.
            HttpErrorException error = asError(cause);
            discard(part);
            answer(request, response, error);
          }
        };
    try {
      BodyReceiver.start(request, part, limit(), digest, outcome, work);
    } catch (IOException | RuntimeException e) {
      discard(part);
      throw e;
    }
  }

  private Path stage() {
    try {
      return store.stage();
    } catch (IOException e) {
      throw StorageError.failed(e);
    }
  }

  private void commit(
      HttpServletResponse response, ObjectKey key, ObjectDescription description, Path file)
      throws IOException {
    ObjectInfo info = metrics.timeAdopt(() -> store.adopt(key, file, description));
    metrics.adopted(info.length());
    response.setStatus(HttpServletResponse.SC_OK);
    response.setHeader("ETag", new EntityTag(info.version()).header());
    response.setContentLength(0);
  }

  private BodyReceiver.Limit limit() {
    long max = config.maxBytes() == 0 ? Long.MAX_VALUE : config.maxBytes();
    return new BodyReceiver.Limit(max, FtrackError.COMPONENT_TOO_LARGE);
  }

  private void requireSize(long length) {
    if (length > limit().maxBytes()) {
      throw new HttpErrorException(FtrackError.COMPONENT_TOO_LARGE, length + " bytes");
    }
  }

  /** A PUT that announces no body at all is a client that lost it, not an empty component. */
  private static void requireBody(HttpServletRequest request) {
    if (request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") == null) {
      throw new HttpErrorException(ProtocolError.LENGTH_REQUIRED, "neither length nor chunked");
    }
  }

  /** Runs after the filters have returned, so it answers and logs by itself. */
  private void answer(
      HttpServletRequest request, HttpServletResponse response, HttpErrorException e) {
    try {
      ErrorAnswer.writeAndLog(request, response, e);
    } catch (IOException gone) {
      LOG.debug("no answer possible: {}", gone.toString());
    }
  }

  private HttpErrorException asError(Throwable cause) {
    if (cause instanceof HttpErrorException e) {
      return e;
    }
    if (!(cause instanceof IOException e)) {
      return new HttpErrorException(ProtocolError.INTERNAL, cause);
    }
    try {
      store.admit(0);
      return StorageError.failed(e);
    } catch (HttpErrorException full) {
      return new HttpErrorException(full.error(), e.toString());
    }
  }

  private static void discard(Path part) {
    try {
      Files.deleteIfExists(part);
    } catch (IOException e) {
      LOG.warn("left for the sweep: {}", e.toString());
    }
  }

  private static ObjectDescription describe(HttpServletRequest request) {
    ContentDisposition disposition =
        ContentDisposition.parse(request.getHeader("Content-Disposition"));
    String type = MediaType.usable(request.getHeader("Content-Type"));
    if (type == null && disposition != null && disposition.fileName() != null) {
      type = FileTypes.byName(disposition.fileName());
    }
    return new ObjectDescription(type, disposition == null ? null : disposition.header());
  }
}
