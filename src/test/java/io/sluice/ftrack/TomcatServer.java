package io.sluice.ftrack;

import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.jspecify.annotations.Nullable;

/** The WAR dropped into a Tomcat at {@code /media}, with few threads so that a held one is seen. */
final class TomcatServer implements TestingServer {
  private final Tomcat tomcat = new Tomcat();
  private final Connector connector = new Connector();
  private @Nullable CapturedOutput output;

  @Override
  public void start(Path folder, Path configuration) throws Exception {
    output = new CapturedOutput();
    Files.createDirectories(folder.resolve("tomcat/webapps"));
    tomcat.setBaseDir(folder.resolve("tomcat").toString());
    connector.setPort(0);
    connector.setProperty("address", "127.0.0.1");
    connector.setProperty("maxThreads", "20");
    // Nginx gives up a connection that waits two seconds in a full queue; the default is 50 or 100.
    connector.setProperty("acceptCount", "1024");
    tomcat.setConnector(connector);
    Context context = tomcat.addWebapp(contextPath(), TestingServer.war().toString());
    context.addParameter("sluice.config", configuration.toString());
    tomcat.start();
    if (!context.getState().isAvailable()) {
      throw new IllegalStateException(log());
    }
  }

  @Override
  public int port() {
    return connector.getLocalPort();
  }

  @Override
  public String contextPath() {
    return "/media";
  }

  @Override
  public int ambiguousPathStatus() {
    return 404;
  }

  @Override
  public int doubleLengthStatus() {
    return 200;
  }

  @Override
  public boolean takesLongHeads() {
    return false;
  }

  @Override
  public boolean answersBrokenChunks() {
    return false;
  }

  @Override
  public String log() {
    return output == null ? "" : output.text();
  }

  @Override
  public void close() throws Exception {
    try {
      tomcat.stop();
      tomcat.destroy();
    } finally {
      if (output != null) {
        output.close();
      }
    }
  }
}
