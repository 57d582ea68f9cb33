package io.sluice.ftrack;

import io.sluice.auth.SignatureVerifier;
import io.sluice.auth.VerifiedQuery;
import io.sluice.http.HttpErrorException;
import io.sluice.http.RawTarget;
import io.sluice.source.ObjectSource;
import io.sluice.source.Source;
import io.sluice.source.SourceError;
import io.sluice.source.SourceScheme;
import io.sluice.storage.ObjectStore;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * This door's own signed get URLs, as ftrack hands them to a thumbnail server: read without a
 * request to ourselves, after the same check of the signature.
 */
public final class ComponentScheme implements SourceScheme {
  private final String publicAddress;
  private final ObjectStore store;
  private final SignatureVerifier verifier;

  /**
   * Takes the door's settings.
   *
   * @param config as the door's
   * @param publicUrl as browsers and the ftrack server see this gateway
   * @param store keeps the components
   * @param clock judges timeouts
   */
  public ComponentScheme(FtrackConfig config, URI publicUrl, ObjectStore store, Clock clock) {
    this.publicAddress = withoutScheme(publicUrl.toString());
    this.store = store;
    // The door itself reports forms as they are seen.
    this.verifier = new SignatureVerifier(config.signatures(), clock, match -> {});
  }

  /** A thumbnail server takes a URL without a scheme for one of http. */
  private static String withoutScheme(String url) {
    int mark = url.indexOf("://");
    boolean isHttp = mark >= 0 && (url.startsWith("http:") || url.startsWith("https:"));
    return isHttp ? url.substring(mark + 3) : url;
  }

  private @Nullable RawTarget target(String url) {
    String rest = withoutScheme(url);
    return rest.startsWith(publicAddress)
        ? RawTarget.parse(rest.substring(publicAddress.length()))
        : null;
  }

  @Override
  public boolean knows(String url) {
    RawTarget target = target(url);
    return target != null && Operation.at(target.path()) == Operation.GET;
  }

  @Override
  public Optional<Source> find(String url) throws IOException {
    RawTarget target = target(url);
    if (target == null) {
      return Optional.empty();
    }
    VerifiedQuery query;
    try {
      query = verifier.verify(Operation.GET.word(), target.query());
    } catch (HttpErrorException e) {
      // Its own words would be taken for a judgement of the outer URL.
      throw new HttpErrorException(
          SourceError.SOURCE_REFUSED, "the get URL inside: " + e.error().code());
    }
    return store
        .find(ComponentId.key(query.id()))
        .map(object -> new ObjectSource(store.name(), object));
  }
}
