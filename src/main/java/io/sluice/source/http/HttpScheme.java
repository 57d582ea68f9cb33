package io.sluice.source.http;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.sluice.http.HttpErrorException;
import io.sluice.source.Source;
import io.sluice.source.SourceError;
import io.sluice.source.SourceScheme;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * {@code http://} and {@code https://} URLs of the hosts of one list.
 *
 * <p>The version of what is behind a URL is its entity tag, else its date and length, else the
 * digest of its bytes, which are then fetched twice. What a host said counts for a short time, so
 * that a page full of pictures does not ask for each view; what failed, for ten seconds of it.
 */
public final class HttpScheme implements SourceScheme {
  private static final long MOST_REMEMBERED = 10_000;
  private static final Duration LONGEST_FAILURE = Duration.ofSeconds(10);

  private final GuardedClient client;
  private final AllowedHosts hosts;
  private final AsyncCache<String, Told> told;

  /** What a host said of a URL: a version, or why there is none. */
  private record Told(
      String version, @Nullable Validators validators, @Nullable HttpErrorException failure) {}

  /**
   * Takes a list of hosts.
   *
   * @param client closed by the caller
   * @param hosts that may be asked, and that redirects may lead to
   */
  public HttpScheme(GuardedClient client, AllowedHosts hosts) {
    this.client = client;
    this.hosts = hosts;
    Duration good = client.config().remember();
    Duration bad = good.compareTo(LONGEST_FAILURE) < 0 ? good : LONGEST_FAILURE;
    this.told =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
            .expireAfter(
                Expiry.<String, Told>creating((url, said) -> said.failure() == null ? good : bad))
            .buildAsync();
  }

  @Override
  public boolean knows(String url) {
    String start = url.substring(0, Math.min(url.length(), 8)).toLowerCase(Locale.ROOT);
    return start.startsWith("http://") || start.equals("https://");
  }

  @Override
  public boolean isFar() {
    return true;
  }

  @Override
  public Optional<Source> find(String url) throws IOException {
    HttpTarget target = client.target(url, hosts);
    Told said = told(target);
    if (said.failure() != null) {
      if (said.failure().error() == SourceError.SOURCE_MISSING) {
        return Optional.empty();
      }
      throw said.failure();
    }
    long length = said.validators() == null ? -1 : said.validators().length();
    return Optional.of(
        new HttpSource(target.url(), said.version(), length, () -> open(target, said)));
  }

  /** Asks once, however many want to know at the same time. */
  private Told told(HttpTarget target) {
    CompletableFuture<Told> mine = new CompletableFuture<>();
    CompletableFuture<Told> first = told.asMap().putIfAbsent(target.url(), mine);
    if (first != null) {
      try {
        return first.join();
      } catch (CompletionException e) {
        throw new HttpErrorException(SourceError.SOURCE_HOST_FAILED, target + ": as a moment ago");
      }
    }
    try {
      Told said = ask(target);
      mine.complete(said);
      return said;
    } catch (HttpErrorException e) {
      Told said = new Told("", null, e);
      mine.complete(said);
      return said;
    } catch (IOException | RuntimeException | Error e) {
      mine.completeExceptionally(e);
      throw new HttpErrorException(SourceError.SOURCE_HOST_FAILED, e);
    }
  }

  private Told ask(HttpTarget target) throws IOException {
    try (Exchange head = client.ask("HEAD", target, hosts)) {
      Validators said = head.validators();
      if (head.status() == 200 && said.tellVersions() && said.length() != 0) {
        head.requireBytes();
        return new Told(said.version(), said, null);
      }
    }
    // Some hosts answer HEAD badly, and URLs that are signed for GET not at all.
    try (Exchange get = answered(target)) {
      Validators said = get.validators();
      return said.tellVersions()
          ? new Told(said.version(), said, null)
          : new Told(Digests.version(get.body()), null, null);
    }
  }

  private Exchange answered(HttpTarget target) {
    Exchange get = client.ask("GET", target, hosts);
    try {
      if (get.status() >= 400 && get.status() < 500 && get.status() != 429) {
        throw missing(get);
      }
      if (get.status() != 200) {
        throw new HttpErrorException(
            SourceError.SOURCE_HOST_FAILED, target + " answers " + get.status());
      }
      get.requireBytes();
      return get;
    } catch (HttpErrorException e) {
      get.close();
      throw e;
    }
  }

  private static HttpErrorException missing(Exchange answer) {
    return new HttpErrorException(
        SourceError.SOURCE_MISSING, "the host answers " + answer.status());
  }

  private InputStream open(HttpTarget target, Told said) throws IOException {
    Runnable forget = () -> told.asMap().remove(target.url());
    Exchange get = answered(target);
    Validators expected = said.validators();
    if (expected == null) {
      return Digests.checked(get.body(), said.version(), target, forget);
    }
    if (!expected.fit(get.validators())) {
      get.close();
      forget.run();
      throw Digests.changed(target);
    }
    return get.body();
  }
}
