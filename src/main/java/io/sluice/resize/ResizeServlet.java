package io.sluice.resize;

import io.sluice.auth.PercentEncoding;
import io.sluice.delivery.BlockingWork;
import io.sluice.delivery.Front;
import io.sluice.delivery.LaterAnswer;
import io.sluice.delivery.ObjectAnswer;
import io.sluice.http.Conditions;
import io.sluice.http.EntityTag;
import io.sluice.http.HttpErrorException;
import io.sluice.http.ProtocolError;
import io.sluice.http.RawTarget;
import io.sluice.media.MediaError;
import io.sluice.media.recipe.Recipe;
import io.sluice.source.ObjectSource;
import io.sluice.source.Source;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.ObjectStore;
import io.sluice.storage.StorageError;
import io.sluice.storage.StoredObject;
import io.sluice.variant.Variants;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The resize door: asked for what is not there yet, makes it beside its original; that of a
 * component of ftrack it makes beside the component's thumbnails, where an operator wants it.
 *
 * <p>Behind Nginx a resize that is there never gets here: {@code try_files} finds it. In a bucket
 * with a website the client is sent back to it, once; one that comes with the name of a resize that
 * is there gets the bytes, so that a redirect that somebody keeps can lead to no circle.
 */
public final class ResizeServlet extends HttpServlet {
  /** Where the door is; the path of the id and the name follow. */
  public static final String ADDRESS = "/media";

  private final transient ResizeConfig config;
  private final transient ResizeSignature signature;
  private final transient MediaFiles files;
  private final transient @Nullable ObjectStore components;
  private final transient Variants variants;
  private final transient Front front;
  private final transient BlockingWork work;

  /**
   * Opens the door.
   *
   * @param config its settings
   * @param files originals and resizes
   * @param components where the UUID of an id is a key, for an id that has no original; null for
   *     nowhere
   * @param variants makes them
   * @param front the Nginx before us, or its absence
   * @param work runs what waits for a disk
   */
  public ResizeServlet(
      ResizeConfig config,
      MediaFiles files,
      @Nullable ObjectStore components,
      Variants variants,
      Front front,
      BlockingWork work) {
    this.config = config;
    this.signature = new ResizeSignature(config.signature(), config.secrets());
    this.files = files;
    this.components = components;
    this.variants = variants;
    this.front = front;
    this.work = work;
  }

  /** What a client asked for. */
  private record Asked(
      MediaId id, ResizeName name, ObjectKey key, Recipe recipe, Conditions conditions) {}

  /**
   * What a request waits for.
   *
   * @param resize null when the client has it already
   * @param tag of a resize that is no file with a name of its own, as its source may change; null
   *     for one that lies beside its original
   * @param isNew whether it is beside its original since now
   */
  private record Ready(
      Asked asked, @Nullable StoredObject resize, @Nullable EntityTag tag, boolean isNew) {}

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Ready ready = LaterAnswer.of(request, Ready.class, MediaError.RENDER_TIMEOUT);
    if (ready != null) {
      answer(request, response, ready);
      return;
    }
    front.requireTrusted(request);
    String method = request.getMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      response.setHeader("Allow", "GET, HEAD, OPTIONS");
      throw new HttpErrorException(ProtocolError.METHOD_NOT_ALLOWED, method);
    }
    Asked asked = judge(request);
    boolean again = front.asksAgain(request);
    LaterAnswer.await(request, work, () -> begin(asked, again));
  }

  private Asked judge(HttpServletRequest request) {
    RawTarget target = front.target(request);
    if (target == null || !target.path().startsWith(ADDRESS + "/")) {
      throw new HttpErrorException(ProtocolError.NOT_FOUND, "not below the door's address");
    }
    String raw = target.path().substring(ADDRESS.length() + 1);
    int slash = raw.lastIndexOf('/');
    String path = decoded(slash < 0 ? "" : raw.substring(0, slash));
    MediaId id = MediaId.ofPath(path);
    ResizeName name = ResizeName.parse(decoded(raw.substring(slash + 1)), config.maxSide());
    signature.check(id, name);
    return new Asked(
        id,
        name,
        id.resizeKey(name),
        ResizeRecipe.of(name.options()),
        Conditions.from(request::getHeader));
  }

  /** Each part by itself, so that an escaped slash joins two parts into none. */
  private static String decoded(String raw) {
    String text = PercentEncoding.decode(raw);
    boolean hasEscapedSlash =
        text != null && text.split("/", -1).length != raw.split("/", -1).length;
    if (text == null || hasEscapedSlash) {
      throw new HttpErrorException(ResizeError.MEDIA_ID_MALFORMED, "its escapes");
    }
    return text;
  }

  private CompletionStage<Ready> begin(Asked asked, boolean again) {
    try {
      if (again) {
        files.forget(asked.key());
      }
      Optional<StoredObject> there = files.findResize(asked.key());
      if (there.isPresent()) {
        return CompletableFuture.completedFuture(new Ready(asked, there.get(), null, false));
      }
      Optional<StoredObject> original = files.find(asked.id());
      if (original.isEmpty()) {
        return ofComponent(asked, again);
      }
      return variants
          .get(
              files.shelf(asked.id(), original.get().info().version()),
              asked.key(),
              new ObjectSource(files.originalsName(), original.get()),
              asked.recipe())
          .thenApply(made -> new Ready(asked, made, null, true));
    } catch (IOException e) {
      throw StorageError.failed(e);
    }
  }

  /** Kept with the variants of the component, and gone with them: nothing else sees it change. */
  private CompletionStage<Ready> ofComponent(Asked asked, boolean again) throws IOException {
    if (components == null) {
      throw missing(asked);
    }
    StoredObject component =
        components.find(new ObjectKey(asked.id().uuid())).orElseThrow(() -> missing(asked));
    Source source = new ObjectSource(components.name(), component);
    EntityTag tag = variants.tag(source, asked.recipe());
    if (asked.conditions().holds(tag)) {
      return CompletableFuture.completedFuture(new Ready(asked, null, tag, false));
    }
    if (again) {
      variants.forget(source, asked.recipe());
    }
    return variants
        .get(source, asked.recipe())
        .thenApply(made -> new Ready(asked, made, tag, false));
  }

  private static HttpErrorException missing(Asked asked) {
    return new HttpErrorException(ResizeError.MEDIA_MISSING, asked.id().toString());
  }

  private void answer(HttpServletRequest request, HttpServletResponse response, Ready ready)
      throws IOException {
    URI site = config.site();
    if (site != null && ready.isNew()) {
      response.setHeader("Cache-Control", "no-store");
      response.setHeader("Location", site + "/" + urlPath(ready.asked()));
      response.setStatus(HttpServletResponse.SC_FOUND);
      return;
    }
    ObjectAnswer answer = new ObjectAnswer(front, ResizeConfig.cacheControl(config.maxAge()));
    StoredObject resize = ready.resize();
    EntityTag tag = ready.tag();
    try {
      if (resize != null && tag != null) {
        answer.sendVariant(request, response, variants.shelfName(), resize, tag);
      } else if (resize != null) {
        answer.send(request, response, files.storeName(), resize);
      } else if (tag != null) {
        answer.sendNotModified(response, tag);
      }
    } catch (IOException e) {
      throw StorageError.failed(e);
    }
  }

  private static String urlPath(Asked asked) {
    return MediaNames.urlPath(asked.id(), asked.name().text());
  }
}
