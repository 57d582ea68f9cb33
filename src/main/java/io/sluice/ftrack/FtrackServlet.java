package io.sluice.ftrack;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.sluice.auth.SignatureVerifier;
import io.sluice.auth.VerifiedQuery;
import io.sluice.delivery.BlockingWork;
import io.sluice.delivery.ErrorAnswer;
import io.sluice.delivery.Front;
import io.sluice.delivery.ObjectAnswer;
import io.sluice.delivery.StoreHandOver;
import io.sluice.events.UploadListener;
import io.sluice.http.HttpErrorException;
import io.sluice.http.ProtocolError;
import io.sluice.http.RawTarget;
import io.sluice.storage.FileBytes;
import io.sluice.storage.ObjectKey;
import io.sluice.storage.ObjectStore;
import io.sluice.storage.PresignedUrl;
import io.sluice.storage.StoredObject;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The ftrack door: put, get and remove, and the verdict that Nginx asks for before a body.
 *
 * <p>Every request is judged by its raw target alone; what a container or proxy made of it
 * (decoded, merged, stripped of {@code ;parameters}) only chose this servlet.
 */
public final class FtrackServlet extends HttpServlet {
  /** The addresses of the door, exact. */
  public static final List<String> ADDRESSES =
      List.of("/put", "/get", "/remove", "/component/put", "/component/get", "/component/remove");

  /** The address of the verdict, for Nginx only. */
  public static final String AUTHORIZE = "/_authorize";

  /** Longer than any upload that a studio waits for. */
  private static final Duration SPOOLED_GRACE = Duration.ofHours(24);

  private static final Logger LOG = LoggerFactory.getLogger(FtrackServlet.class);

  private final transient Front front;
  private final transient ObjectStore store;
  private final transient BlockingWork work;
  private final transient SignatureVerifier verifier;
  private final transient PutComponent put;
  private final transient GetComponent get;
  private final transient RemoveComponent remove;
  private final transient Capture capture;
  private final transient FtrackMetrics metrics;

  /**
   * Opens the door.
   *
   * @param config its settings
   * @param store keeps the components
   * @param front the Nginx before us, or its absence
   * @param work runs what waits for a disk
   * @param uploads hears of what was put
   * @param clock judges timeouts
   * @param registry takes this door's metrics
   */
  public FtrackServlet(
      FtrackConfig config,
      ObjectStore store,
      Front front,
      BlockingWork work,
      UploadListener uploads,
      Clock clock,
      PrometheusRegistry registry) {
    this.front = front;
    this.store = store;
    this.work = work;
    this.verifier =
        new SignatureVerifier(
            config.signatures(),
            clock,
            match ->
                LOG.info(
                    "ftrack signs in the form \"{}\" (secret {}); ftrack.signature.form can pin it",
                    match.form(),
                    match.secretIndex() == 0 ? "current" : "previous"));
    this.metrics = new FtrackMetrics(registry);
    this.put = new PutComponent(config, store, front, metrics, work, uploads);
    this.get = new GetComponent(store, front, new ObjectAnswer(front, config.maxAge()));
    this.remove = new RemoveComponent(store, work);
    this.capture = new Capture(config.capture());
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    front.requireTrusted(request);
    if (request.getServletPath().equals(AUTHORIZE)) {
      where(request, response, () -> authorize(request, response));
      return;
    }
    RawTarget target = target(request);
    Operation operation = operation(target);
    requireSame(request, operation);
    perform(request, response, operation, target);
  }

  /** A verdict over a remote store may wait for the network. */
  private void where(
      HttpServletRequest request, HttpServletResponse response, BlockingWork.Task task)
      throws IOException {
    if (store.isRemote()) {
      work.run(request, response, task);
    } else {
      task.run();
    }
  }

  private RawTarget target(HttpServletRequest request) {
    RawTarget target = front.target(request);
    if (target == null) {
      throw new HttpErrorException(ProtocolError.NOT_FOUND, "not below the public path");
    }
    return target;
  }

  /** By the letter: {@code //put} and {@code /%70ut} are no addresses, whoever forwarded them. */
  private static Operation operation(RawTarget target) {
    Operation operation = Operation.at(target.path());
    if (operation == null) {
      throw new HttpErrorException(ProtocolError.NOT_FOUND, "not an exact address");
    }
    return operation;
  }

  /** The address that Nginx forwarded to and the one that the client wrote must agree. */
  private static void requireSame(HttpServletRequest request, Operation operation) {
    if (Operation.at(request.getServletPath()) != operation) {
      throw new HttpErrorException(ProtocolError.NOT_FOUND, "forwarded to another operation");
    }
  }

  private void perform(
      HttpServletRequest request,
      HttpServletResponse response,
      Operation operation,
      RawTarget target)
      throws IOException {
    requireMethod(response, operation, request.getMethod());
    capture.log(request, request.getMethod(), target);
    ObjectKey key = judge(operation, target, grace(request, operation));
    switch (operation) {
      case PUT -> put.put(request, response, key);
      case GET -> where(request, response, () -> get.get(request, response, key));
      case REMOVE -> remove.remove(request, response, key);
    }
  }

  private void authorize(HttpServletRequest request, HttpServletResponse response) {
    String what = "before the body";
    try {
      RawTarget target = target(request);
      Operation operation = operation(target);
      what = operation.word() + ", before the body";
      requireMethod(response, operation, front.originalMethod(request));
      ObjectKey key = judge(operation, target, Duration.ZERO);
      if (operation == Operation.PUT) {
        grantUpload(request, response, key);
      } else if (operation == Operation.GET) {
        grantFile(response, get.find(key));
        response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      }
    } catch (HttpErrorException e) {
      // auth_request knows 2xx, 401 and 403 only; the headers carry the real answer.
      ErrorAnswer.log(request, what, e);
      captureRefused(request);
      response.setHeader("X-Sluice-Deny", Integer.toString(e.error().status()));
      response.setHeader("X-Sluice-Deny-Code", e.error().code());
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    }
  }

  /** A refused upload never gets further than this; its signature is what one wants to learn of. */
  private void captureRefused(HttpServletRequest request) {
    RawTarget target = front.target(request);
    if (target != null) {
      capture.log(request, front.originalMethod(request), target);
    }
  }

  /** 401 is Nginx's word for: not by yourself, send it through the application. */
  private void grantUpload(
      HttpServletRequest request, HttpServletResponse response, ObjectKey key) {
    long length = front.originalLength(request);
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    if (!store.isRemote() || length < 0) {
      put.admit(request, key, Math.max(0, length)); // It will be spooled.
      return;
    }
    @Nullable PresignedUrl url = put.admitRemote(request, key, length);
    if (url == null) {
      response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    } else {
      StoreHandOver.grantUpload(response, url);
    }
  }

  /** For Nginx with a verdict cache, which serves the file itself. */
  private static void grantFile(HttpServletResponse response, StoredObject object) {
    if (!(object.bytes() instanceof FileBytes file)) {
      return;
    }
    response.setHeader("X-Sluice-Path", file.internalPath());
    response.setHeader("X-Sluice-Type", ObjectAnswer.contentType(object.info()));
    String disposition = ObjectAnswer.disposition(object.info());
    if (disposition != null) {
      response.setHeader("X-Sluice-Disposition", disposition);
    }
  }

  /** A spooled body was admitted before its first byte; it may have outlasted its timeout since. */
  private Duration grace(HttpServletRequest request, Operation operation) {
    boolean isSpooled = operation == Operation.PUT && front.spooledBody(request) != null;
    return isSpooled ? SPOOLED_GRACE : Duration.ZERO;
  }

  private ObjectKey judge(Operation operation, RawTarget target, Duration grace) {
    try {
      VerifiedQuery query = verifier.verify(operation.word(), target.query(), grace);
      ObjectKey key = ComponentId.key(query.id());
      metrics.judged(operation, "granted");
      return key;
    } catch (HttpErrorException e) {
      metrics.judged(operation, e.error().code());
      throw e;
    }
  }

  private static void requireMethod(
      HttpServletResponse response, Operation operation, String method) {
    if (!operation.methods().contains(method)) {
      response.setHeader("Allow", String.join(", ", operation.methods()) + ", OPTIONS");
      throw new HttpErrorException(ProtocolError.METHOD_NOT_ALLOWED, method);
    }
  }
}
