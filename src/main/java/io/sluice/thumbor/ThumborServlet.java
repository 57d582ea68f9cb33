package io.sluice.thumbor;

import io.sluice.delivery.BlockingWork;
import io.sluice.delivery.Front;
import io.sluice.delivery.LaterAnswer;
import io.sluice.delivery.ObjectAnswer;
import io.sluice.http.HttpErrorException;
import io.sluice.http.ProtocolError;
import io.sluice.http.RawTarget;
import io.sluice.media.MediaError;
import io.sluice.media.image.ImageInfo;
import io.sluice.source.Source;
import io.sluice.source.SourceError;
import io.sluice.source.Sources;
import io.sluice.storage.StorageError;
import io.sluice.storage.StoredObject;
import io.sluice.variant.Variants;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Thumbor door: a signed URL names a source and what is to become of it.
 *
 * <p>Judged by the raw target alone, as ftrack's signatures are: what is signed is the text that
 * the client wrote, percent-encoding and double slashes included.
 *
 * @see <a href="https://thumbor.readthedocs.io/en/latest/usage.html">Thumbor: Usage</a>
 */
public final class ThumborServlet extends HttpServlet {
  /** Where the door is; what is signed begins behind it. */
  public static final String ADDRESS = "/thumbor";

  private static final Logger LOG = LoggerFactory.getLogger(ThumborServlet.class);

  private final transient ThumborConfig config;
  private final transient ThumborSignature signature;
  private final transient Sources sources;
  private final transient Variants variants;
  private final transient Front front;
  private final transient BlockingWork work;

  /**
   * Opens the door.
   *
   * @param config its settings
   * @param sources where images may come from
   * @param variants keeps what is made
   * @param front the Nginx before us, or its absence
   * @param work runs what waits for a disk
   */
  public ThumborServlet(
      ThumborConfig config, Sources sources, Variants variants, Front front, BlockingWork work) {
    this.config = config;
    this.signature = new ThumborSignature(config.keys(), config.allowsUnsafe());
    this.sources = sources;
    this.variants = variants;
    this.front = front;
    this.work = work;
  }

  /** What a request waits for: bytes of a store, or a text. */
  private record Ready(@Nullable StoredObject variant, String text, String cacheControl) {}

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Ready ready = awaited(request);
    if (ready != null) {
      answer(request, response, ready);
      return;
    }
    front.requireTrusted(request);
    requireMethod(request, response);
    ThumborRequest asked = judge(request);
    ThumborRecipe recipe = ThumborRecipe.of(asked);
    String callback = asked.meta() ? callback(request) : null;
    LaterAnswer.await(request, work, () -> begin(asked, recipe, callback));
  }

  /** Thumbor answers 400 for whatever it can not make of an image. */
  private static @Nullable Ready awaited(HttpServletRequest request) {
    try {
      return LaterAnswer.of(request, Ready.class, MediaError.RENDER_TIMEOUT);
    } catch (HttpErrorException e) {
      if (e.error() instanceof MediaError && e.error().status() < 500) {
        boolean isLarge =
            e.error() == MediaError.SOURCE_TOO_LARGE || e.error() == MediaError.RESULT_TOO_LARGE;
        throw new HttpErrorException(
            isLarge ? ThumborError.THUMBOR_IMAGE_TOO_LARGE : ThumborError.THUMBOR_IMAGE_UNUSABLE,
            String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  private static void requireMethod(HttpServletRequest request, HttpServletResponse response) {
    String method = request.getMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      response.setHeader("Allow", "GET, HEAD, OPTIONS");
      throw new HttpErrorException(ProtocolError.METHOD_NOT_ALLOWED, method);
    }
  }

  private ThumborRequest judge(HttpServletRequest request) {
    RawTarget target = front.target(request);
    if (target == null || !target.path().startsWith(ADDRESS + "/")) {
      throw new HttpErrorException(ProtocolError.NOT_FOUND, "not below the door's address");
    }
    ThumborRequest asked = ThumborUrl.parse(target.path().substring(ADDRESS.length()));
    signature.check(asked);
    return asked;
  }

  /** The one thing that counts behind the question mark; it is no part of what is signed. */
  private @Nullable String callback(HttpServletRequest request) {
    RawTarget target = front.target(request);
    String query = target == null ? null : target.query();
    String start = "callback=";
    if (query != null) {
      for (String part : query.split("&", -1)) {
        if (part.startsWith(start)) {
          return part.substring(start.length());
        }
      }
    }
    return null;
  }

  private CompletionStage<Ready> begin(
      ThumborRequest asked, ThumborRecipe recipe, @Nullable String callback) {
    if (!recipe.ignored().isEmpty()) {
      LOG.debug("ignored filters: {}", recipe.ignored());
    }
    String age = cacheControl(recipe);
    try {
      Source source = find(asked.image());
      if (source.length() == 0) {
        throw new HttpErrorException(ThumborError.THUMBOR_SOURCE_EMPTY);
      }
      if (asked.meta()) {
        return variants
            .probe(source)
            .thenApply(info -> new Ready(null, describe(asked, recipe, callback, info), age));
      }
      return variants.get(source, recipe.recipe()).thenApply(made -> new Ready(made, "", age));
    } catch (IOException e) {
      throw StorageError.failed(e);
    }
  }

  /** To a client of Thumbor whatever is wrong with the image's own URL means: no such image. */
  private Source find(String image) throws IOException {
    try {
      return sources.find(image);
    } catch (HttpErrorException e) {
      if (e.error() == SourceError.SOURCE_MISSING || e.error() == SourceError.SOURCE_REFUSED) {
        throw new HttpErrorException(
            ThumborError.THUMBOR_SOURCE_MISSING, String.valueOf(e.getMessage()));
      }
      throw e;
    }
  }

  private static String describe(
      ThumborRequest asked, ThumborRecipe recipe, @Nullable String callback, ImageInfo info) {
    // Its query is the credential.
    String url = RawTarget.parse(asked.image()).path();
    return ThumborMeta.write(url, info.size(), info.frames(), recipe.recipe(), callback);
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, Ready ready)
      throws IOException {
    StoredObject variant = ready.variant();
    if (variant == null) {
      byte[] text = ready.text().getBytes(StandardCharsets.UTF_8);
      response.setHeader("Cache-Control", ready.cacheControl());
      response.setContentType(
          ready.text().startsWith("{") ? "application/json" : "text/javascript");
      response.setContentLength(text.length);
      if (!request.getMethod().equals("HEAD")) {
        response.getOutputStream().write(text);
      }
      return;
    }
    try {
      new ObjectAnswer(front, ready.cacheControl())
          .send(request, response, variants.storeName(), variant);
    } catch (IOException e) {
      throw StorageError.failed(e);
    }
  }

  private String cacheControl(ThumborRecipe recipe) {
    Integer wanted = recipe.maxAgeSeconds();
    Duration maxAge = wanted == null ? config.maxAge() : Duration.ofSeconds(wanted);
    return maxAge.isZero() ? "no-cache" : "max-age=" + maxAge.toSeconds() + ",public";
  }
}
