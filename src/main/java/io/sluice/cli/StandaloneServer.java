package io.sluice.cli;

import io.sluice.app.ServerConfig;
import io.sluice.app.Sluice;
import io.sluice.app.SluiceListener;
import java.io.IOException;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Jetty inside {@code java -jar sluice.war}. */
final class StandaloneServer {
  private static final Logger LOG = LoggerFactory.getLogger(StandaloneServer.class);
  private static final int MAX_THREADS = 64;
  private static final int BACKLOG = 1024;
  private static final int HEAD_BYTES = 48 * 1024;

  private final Server server;

  private StandaloneServer(Server server) {
    this.server = server;
  }

  /**
   * Listens.
   *
   * @param config address and limits
   * @param sluice stopped by the caller, after this server
   * @return the running server
   * @throws IOException the port is taken, or the application did not start
   */
  static StandaloneServer start(ServerConfig config, Sluice sluice) throws IOException {
    return start(config, sluice, pool());
  }

  /** The threads of a server, for {@link #start(ServerConfig, Sluice, QueuedThreadPool)}. */
  static QueuedThreadPool pool() {
    return new QueuedThreadPool(MAX_THREADS);
  }

  /**
   * Listens, with threads that were made before, so that the application can run its work on them.
   *
   * @param config as above
   * @param sluice when its work runs elsewhere, requests are answered on the watching threads
   * @param pool started and stopped by the server
   * @return as above
   * @throws IOException as above
   */
  static StandaloneServer start(ServerConfig config, Sluice sluice, QueuedThreadPool pool)
      throws IOException {
    Server server =
        new Server(pool) {
          @Override
          public InvocationType getInvocationType() {
            return sluice.work().isElsewhere()
                ? InvocationType.NON_BLOCKING
                : super.getInvocationType();
          }
        };
    server.addConnector(connector(server, config, sluice.work().isElsewhere()));
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath(config.contextPath().isEmpty() ? "/" : config.contextPath());
    context.addEventListener(new SluiceListener(sluice));
    GracefulHandler graceful = new GracefulHandler();
    graceful.setHandler(context);
    server.setHandler(graceful);
    server.setErrorHandler(new ProblemErrorHandler());
    server.setStopTimeout(config.stopTimeout().toMillis());
    try {
      server.start();
    } catch (IOException e) {
      throw new IOException(
          "cannot listen on " + config.host() + ":" + config.port() + ": " + e, e);
    } catch (Exception e) {
      throw new IOException("the server does not start: " + e.getMessage(), e);
    }
    LOG.info(
        "listening on http://{}:{}{}",
        config.host(),
        ((ServerConnector) server.getConnectors()[0]).getLocalPort(),
        config.contextPath());
    return new StandaloneServer(server);
  }

  private static ServerConnector connector(
      Server server, ServerConfig config, boolean answersOnSelectors) {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    http.setUriCompliance(UriCompliance.DEFAULT);
    // Nginx takes 8 KiB of a request line and sends it twice: as target and as X-Original-URI.
    http.setRequestHeaderSize(HEAD_BYTES);
    // As many watchers as cores, as Nginx has workers; -1 leaves the numbers to Jetty.
    int selectors = answersOnSelectors ? Runtime.getRuntime().availableProcessors() : -1;
    ServerConnector connector =
        new PatientConnector(server, selectors, new HttpConnectionFactory(http));
    connector.setHost(config.host());
    connector.setPort(config.port());
    connector.setIdleTimeout(config.idleTimeout().toMillis());
    // Nginx asks for a thousand verdicts at once when a thousand uploads begin.
    connector.setAcceptQueueSize(BACKLOG);
    return connector;
  }

  /** Waits until the server has stopped. */
  void join() throws InterruptedException {
    server.join();
  }

  /** Lets running requests finish within the stop timeout, then closes all connections. */
  void stop() {
    try {
      server.stop();
    } catch (Exception e) {
      LOG.warn("while stopping: {}", e.toString());
    }
  }
}
