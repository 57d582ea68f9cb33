package io.sluice.ftrack;

import io.sluice.delivery.BlockingWork;
import io.sluice.delivery.BodyReceiver;
import io.sluice.delivery.ErrorAnswer;
import io.sluice.delivery.Front;
import io.sluice.delivery.FrontError;
import io.sluice.delivery.StoreHandOver;
import io.sluice.events.UploadListener;
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
import io.sluice.storage.ObjectUpload;
import io.sluice.storage.PresignedUrl;
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
 * give up 60 seconds after their last byte. A remote store gets the body from Nginx, unless only
 * parts of it would be taken.
 */
final class PutComponent {
  private static final Logger LOG = LoggerFactory.getLogger(PutComponent.class);

  private final FtrackConfig config;
  private final ObjectStore store;
  private final Front front;
  private final FtrackMetrics metrics;
  private final BlockingWork work;
  private final UploadListener uploads;

  PutComponent(
      FtrackConfig config,
      ObjectStore store,
      Front front,
      FtrackMetrics metrics,
      BlockingWork work,
      UploadListener uploads) {
    this.config = config;
    this.store = store;
    this.front = front;
    this.metrics = metrics;
    this.work = work;
    this.uploads = uploads;
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

  /**
   * As {@link #admit}, for a store that Nginx can send the body to by itself.
   *
   * @return the PUT to make; null when the body must come through here
   * @throws HttpErrorException as above, or 503
   */
  @Nullable PresignedUrl admitRemote(HttpServletRequest request, ObjectKey key, long length) {
    admit(request, key, length);
    try {
      PresignedUrl url = presign(key, length, describe(request), request);
      metrics.handedOver(url == null ? 0 : length);
      return url;
    } catch (IOException e) {
      throw StorageError.failed(e);
    }
  }

  private @Nullable PresignedUrl presign(
      ObjectKey key, long length, ObjectDescription description, HttpServletRequest request)
      throws IOException {
    if (!store.isRemote()) {
      return null;
    }
    Runnable handedOver = uploads.expected(key, description);
    @Nullable PresignedUrl url =
        store
            .presignUpload(key, length, description, request.getHeader(ContentMd5.HEADER))
            .orElse(null);
    if (url != null) {
      handedOver.run();
    }
    return url;
  }

  void put(HttpServletRequest request, HttpServletResponse response, ObjectKey key)
      throws IOException {
    ContentMd5 md5 = ContentMd5.of(request);
    ObjectDescription description = describe(request);
    Path spooled = front.spooledBody(request);
    if (spooled != null) {
      work.run(request, response, () -> takeSpooled(request, response, key, description, spooled));
      return;
    }
    if (front.isPresent() && md5 == null && !store.isRemote()) {
      throw new HttpErrorException(FrontError.SPOOL_FILE_MISSING, "PUT without X-File");
    }
    requireBody(request);
    admit(request, key, Math.max(0, request.getContentLengthLong()));
    receive(request, response, key, description, md5);
  }

  private void takeSpooled(
      HttpServletRequest request,
      HttpServletResponse response,
      ObjectKey key,
      ObjectDescription description,
      Path spooled) {
    try {
      long length = Files.size(spooled);
      requireSize(length);
      @Nullable PresignedUrl url = presign(key, length, description, request);
      if (url != null) {
        StoreHandOver.sendSpooled(response, url);
        metrics.handedOver(length);
        return;
      }
      @Nullable ContentMd5 md5 = ContentMd5.of(request);
      if (md5 != null) {
        md5.check(spooled);
      }
      commit(response, () -> store.adopt(key, spooled, description));
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
    ObjectUpload upload = begin(key, request.getContentLengthLong(), description);
    BodyReceiver.Outcome outcome =
        new BodyReceiver.Outcome() {
          @Override
          public void received() throws IOException {
            if (md5 != null && digest != null) {
              md5.check(digest.digest());
            }
            commit(response, upload::commit);
          }

          @Override
          public void failed(Throwable cause) {
            answer(request, response, asError(cause));
          }
        };
    try {
      BodyReceiver.start(request, upload, limit(), digest, outcome, work);
    } catch (IOException | RuntimeException e) {
      upload.close();
      throw e;
    }
  }

  private ObjectUpload begin(ObjectKey key, long length, ObjectDescription description) {
    try {
      return store.upload(key, length, description);
    } catch (IOException e) {
      throw StorageError.failed(e);
    }
  }

  private void commit(HttpServletResponse response, FtrackMetrics.Timed<ObjectInfo> adopt)
      throws IOException {
    ObjectInfo info = metrics.timeAdopt(adopt);
    metrics.adopted(info.length());
    uploads.stored(info);
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
