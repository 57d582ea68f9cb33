package io.sluice.ftrack;

import java.nio.file.Path;
import org.eclipse.jetty.ee10.webapp.WebAppContext;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.Nullable;

/** The WAR dropped into a Jetty 12 as its root application, with few threads. */
final class JettyServer implements TestingServer {
  private final Server server = new Server(new QueuedThreadPool(20));
  private final ServerConnector connector = new ServerConnector(server);
  private @Nullable CapturedOutput output;

  @Override
  public void start(Path folder, Path configuration) throws Exception {
    output = new CapturedOutput();
    connector.setHost("127.0.0.1");
    // Nginx gives up a connection that waits two seconds in a full queue; the default is 50 or 100.
    connector.setAcceptQueueSize(1024);
    server.addConnector(connector);
    WebAppContext context = new WebAppContext();
    context.setWar(TestingServer.war().toString());
    context.setContextPath("/");
    context.setInitParameter("sluice.config", configuration.toString());
    context.setThrowUnavailableOnStartupException(true);
    context.setTempDirectory(folder.resolve("jetty").toFile());
    server.setHandler(context);
    server.start();
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public String contextPath() {
    return "";
  }

  @Override
  public int ambiguousPathStatus() {
    return 400;
  }

  @Override
  public int doubleLengthStatus() {
    return 400;
  }

  @Override
  public boolean takesLongHeads() {
    return false;
  }

  @Override
  public boolean answersBrokenChunks() {
    return true;
  }

  @Override
  public String log() {
    return output == null ? "" : output.text();
  }

  @Override
  public void close() throws Exception {
    try {
      server.stop();
    } finally {
      if (output != null) {
        output.close();
      }
    }
  }
}
