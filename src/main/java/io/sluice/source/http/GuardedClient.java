package io.sluice.source.http;

import io.sluice.http.HttpErrorException;
import io.sluice.source.SourceError;
import java.io.Closeable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Asks hosts of the internet for bytes, and lets none of them lead it elsewhere.
 *
 * <p>It connects to public addresses only, apart from what the settings allow; follows three
 * redirects, each judged like the first URL; ends an answer that is too long or takes too long;
 * unpacks nothing; keeps no cookies; and knows no credentials. Safe for use by many threads.
 *
 * @see <a href="https://hc.apache.org/httpcomponents-client-5.6.x/">Apache HttpClient 5.6</a>
 */
public final class GuardedClient implements Closeable {
  private static final int MAX_REDIRECTS = 3;
  private static final int MAX_LINE = 8192;
  private static final int MAX_HEADERS = 100;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  /** For as long no name is looked up again: a name that leads elsewhere is found out by then. */
  private static final TimeValue CONNECTION_LIFE = TimeValue.ofSeconds(30);

  private final HttpSourceConfig config;
  private final CloseableHttpClient client;
  private final ScheduledThreadPoolExecutor clock;

  /**
   * Starts with no connection.
   *
   * @param config limits
   */
  public GuardedClient(HttpSourceConfig config) {
    this(config, InetAddress::getAllByName);
  }

  GuardedClient(HttpSourceConfig config, GuardedResolver.Names names) {
    this.config = config;
    this.clock = clock();
    this.client =
        HttpClients.custom()
            .setConnectionManager(connections(config, names))
            .setDefaultRequestConfig(
                RequestConfig.custom()
                    .setConnectionRequestTimeout(Timeout.of(config.connectTimeout()))
                    .setResponseTimeout(Timeout.of(config.responseTimeout()))
                    .setProtocolUpgradeEnabled(false)
                    .build())
            .disableRedirectHandling()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableAutomaticRetries()
            .setUserAgent("Sluice")
            .build();
  }

  private static PoolingHttpClientConnectionManager connections(
      HttpSourceConfig config, GuardedResolver.Names names) {
    Http1Config heads =
        Http1Config.custom().setMaxLineLength(MAX_LINE).setMaxHeaderCount(MAX_HEADERS).build();
    ConnectionConfig each =
        ConnectionConfig.custom()
            .setConnectTimeout(Timeout.of(config.connectTimeout()))
            .setSocketTimeout(Timeout.of(config.responseTimeout()))
            .setTimeToLive(CONNECTION_LIFE)
            .setValidateAfterInactivity(TimeValue.ofSeconds(1))
            .build();
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setDnsResolver(new GuardedResolver(names, config.allowed()))
        .setConnectionFactory(
            ManagedHttpClientConnectionFactory.builder().http1Config(heads).build())
        .setDefaultConnectionConfig(each)
        .setMaxConnTotal(config.connections())
        // One slow host does not take them all.
        .setMaxConnPerRoute(Math.max(1, config.connections() / 2))
        .build();
  }

  private static ScheduledThreadPoolExecutor clock() {
    ScheduledThreadPoolExecutor clock =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = Executors.defaultThreadFactory().newThread(task);
              thread.setName("source-deadline");
              thread.setDaemon(true);
              return thread;
            });
    clock.setRemoveOnCancelPolicy(true);
    // No thread while nothing is fetched.
    clock.setKeepAliveTime(10, TimeUnit.SECONDS);
    clock.allowCoreThreadTimeOut(true);
    return clock;
  }

  HttpSourceConfig config() {
    return config;
  }

  HttpTarget target(String url, AllowedHosts hosts) {
    return HttpTarget.parse(url, hosts, config.ports());
  }

  /**
   * Asks, and follows redirects.
   *
   * @param method GET or HEAD
   * @param first where it begins
   * @param hosts that redirects may lead to
   * @return closed by the caller
   * @throws HttpErrorException {@link SourceError#SOURCE_REFUSED} (403), {@link
   *     SourceError#SOURCE_HOST_FAILED} (502), {@link SourceError#SOURCE_HOST_SLOW} (504)
   */
  Exchange ask(String method, HttpTarget first, AllowedHosts hosts) {
    TimeLimit limit = new TimeLimit(clock, config.timeout());
    HttpTarget target = first;
    try {
      for (int redirects = 0; redirects <= MAX_REDIRECTS; redirects++) {
        Exchange answer = send(method, target, limit);
        Header location = answer.location();
        if (!REDIRECTS.contains(answer.status()) || location == null) {
          return answer;
        }
        answer.end();
        target = target.follow(location.getValue(), hosts, config.ports());
      }
    } catch (IOException e) {
      limit.close();
      throw limit.failure(e, target);
    } catch (RuntimeException e) {
      limit.close();
      throw e;
    }
    limit.close();
    throw new HttpErrorException(
        SourceError.SOURCE_HOST_FAILED, first + ": more than " + MAX_REDIRECTS + " redirects");
  }

  private Exchange send(String method, HttpTarget target, TimeLimit limit) throws IOException {
    try {
      return sendOnce(method, target, limit);
    } catch (NoHttpResponseException | SocketException e) {
      if (e instanceof ConnectException) {
        throw e;
      }
      // The host had just closed a connection that we kept; a second time it is the answer.
      return sendOnce(method, target, limit);
    }
  }

  private Exchange sendOnce(String method, HttpTarget target, TimeLimit limit) throws IOException {
    HttpUriRequestBase request = new HttpUriRequestBase(method, URI.create(target.url()));
    request.setHeader("Accept", "*/*");
    request.setHeader("Accept-Encoding", "identity");
    limit.watch(request);
    ClassicHttpResponse response;
    try {
      response = client.executeOpen(null, request, null);
    } catch (IllegalStateException e) {
      throw new IOException(e); // It was ended while it was about to connect.
    }
    return new Exchange(target, request, response, limit, config.maxBytes());
  }

  /** Ends what is being fetched. */
  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
    clock.shutdownNow();
  }
}
