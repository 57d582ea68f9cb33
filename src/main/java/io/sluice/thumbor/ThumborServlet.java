package io.sluice.thumbor;

import io.sluice.delivery.BlockingWork;
import io.sluice.delivery.Front;
import io.sluice.delivery.LaterAnswer;
import io.sluice.delivery.ObjectAnswer;
import io.sluice.http.Accept;
import io.sluice.http.Conditions;
import io.sluice.http.EntityTag;
import io.sluice.http.HttpErrorException;
import io.sluice.http.ProtocolError;
import io.sluice.http.RawTarget;
import io.sluice.media.MediaError;
import io.sluice.media.image.ImageInfo;
import io.sluice.media.recipe.ImageFormat;
import io.sluice.media.recipe.Overlay;
import io.sluice.media.recipe.Recipe;
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
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
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
  private final transient HostLookups lookups = new HostLookups();

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

  /** What a client asked for. */
  private record Asked(
      ThumborRequest request,
      ThumborRecipe plan,
      Recipe recipe,
      Conditions conditions,
      @Nullable String callback,
      boolean again) {}

  /** What a request waits for: bytes of a store, a text, or that the client has it already. */
  private record Ready(
      @Nullable StoredObject variant, @Nullable EntityTag tag, String text, Asked asked) {}

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
    ThumborRequest parsed = judge(request);
    ThumborRecipe plan = ThumborRecipe.of(parsed);
    Asked asked =
        new Asked(
            parsed,
            plan,
            plan.welcoming(welcome(request)),
            Conditions.from(request::getHeader),
            parsed.meta() ? callback(request) : null,
            front.asksAgain(request));
    boolean waits = Stream.concat(Stream.of(plan.image()), names(plan)).anyMatch(sources::isFar);
    LaterAnswer.await(
        request, work, () -> waits ? lookups.begin(() -> begin(asked)) : begin(asked));
  }

  private static Stream<String> names(ThumborRecipe plan) {
    return plan.recipe().overlays().stream().map(Overlay::name);
  }

  @Override
  public void destroy() {
    lookups.close();
  }

  /** Nothing but the words that count, so that browsers share what was made for others. */
  private List<ImageFormat> welcome(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    return config.autoFormats().stream()
        .filter(format -> Accept.names(accept, format.mediaType()))
        .toList();
  }

  /** Thumbor answers 400 for whatever it can not make of an image. */
  private static @Nullable Ready awaited(HttpServletRequest request) {
    try {
      return LaterAnswer.of(request, Ready.class, MediaError.RENDER_TIMEOUT);
    } catch (HttpErrorException e) {
      throw inThumborsWords(e);
    }
  }

  private static HttpErrorException inThumborsWords(HttpErrorException e) {
    ThumborError error = null;
    if (e.error() == SourceError.SOURCE_MISSING || e.error() == SourceError.SOURCE_REFUSED) {
      // Whatever is wrong with the image's own URL means: no such image.
      error = ThumborError.THUMBOR_SOURCE_MISSING;
    } else if (e.error() == MediaError.SOURCE_TOO_LARGE
        || e.error() == MediaError.RESULT_TOO_LARGE
        || e.error() == SourceError.SOURCE_TOO_LONG) {
      error = ThumborError.THUMBOR_IMAGE_TOO_LARGE;
    } else if (e.error() instanceof MediaError
        && e.error().status() < 500
        // What this machine lacks is no fault of the image, and to be seen as such.
        && e.error() != MediaError.VIDEO_ENGINE_MISSING) {
      error = ThumborError.THUMBOR_IMAGE_UNUSABLE;
    }
    return error == null ? e : new HttpErrorException(error, String.valueOf(e.getMessage()));
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

  private CompletionStage<Ready> begin(Asked asked) {
    if (!asked.plan().ignored().isEmpty()) {
      // Their arguments may be URLs that somebody signed.
      LOG.debug(
          "ignored filters: {}", asked.plan().ignored().stream().map(FilterCall::name).toList());
    }
    try {
      Source source = sources.find(asked.plan().image());
      if (source.length() == 0) {
        throw new HttpErrorException(ThumborError.THUMBOR_SOURCE_EMPTY);
      }
      if (asked.request().meta()) {
        return variants
            .probe(source)
            .thenApply(info -> new Ready(null, null, describe(asked, info), asked));
      }
      Laid laid = Laid.on(source, asked.recipe(), sources);
      EntityTag tag = variants.tag(laid.source(), laid.recipe());
      if (asked.conditions().holds(tag)) {
        return CompletableFuture.completedFuture(new Ready(null, tag, "", asked));
      }
      if (asked.again()) {
        variants.forget(laid.source(), laid.recipe());
      }
      return variants
          .get(laid.source(), laid.recipe())
          .thenApply(made -> new Ready(made, tag, "", asked));
    } catch (IOException e) {
      throw StorageError.failed(e);
    }
  }

  private static String describe(Asked asked, ImageInfo info) {
    // Its query is the credential.
    String url = RawTarget.parse(asked.plan().image()).path();
    Recipe recipe = asked.plan().recipe();
    return ThumborMeta.write(url, info.size(), info.frames(), recipe, asked.callback());
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, Ready ready)
      throws IOException {
    String cacheControl = cacheControl(ready.asked().plan());
    EntityTag tag = ready.tag();
    if (tag == null) {
      answerText(request, response, ready.text(), cacheControl);
      return;
    }
    if (!config.autoFormats().isEmpty() && ready.asked().recipe().output().format() == null) {
      response.setHeader("Vary", "Accept");
    }
    ObjectAnswer answer = new ObjectAnswer(front, cacheControl);
    StoredObject variant = ready.variant();
    if (variant == null) {
      answer.sendNotModified(response, tag);
      return;
    }
    try {
      answer.sendVariant(request, response, variants.shelfName(), variant, tag);
    } catch (IOException e) {
      throw StorageError.failed(e);
    }
  }

  private static void answerText(
      HttpServletRequest request, HttpServletResponse response, String text, String cacheControl)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    response.setHeader("Cache-Control", cacheControl);
    response.setContentType(text.startsWith("{") ? "application/json" : "text/javascript");
    response.setContentLength(bytes.length);
    if (!request.getMethod().equals("HEAD")) {
      response.getOutputStream().write(bytes);
    }
  }

  private String cacheControl(ThumborRecipe recipe) {
    Integer wanted = recipe.maxAgeSeconds();
    Duration maxAge = wanted == null ? config.maxAge() : Duration.ofSeconds(wanted);
    return maxAge.isZero() ? "no-cache" : "max-age=" + maxAge.toSeconds() + ",public";
  }
}
