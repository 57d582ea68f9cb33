package io.sluice.cli;

import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Lets running requests be as silent at a stop as before it. Jetty would then end every connection
 * that is silent for a second, also one in the middle of an upload; here it is those without a
 * request only.
 */
final class PatientConnector extends ServerConnector {
  private static final long UNUSED_MILLIS = 1000;

  PatientConnector(Server server, int selectors, HttpConnectionFactory http) {
    super(server, -1, selectors, http);
    // Not shortened first and lengthened then: who was silent for a second before is gone by that.
    setShutdownIdleTimeout(-1);
  }

  @Override
  public CompletableFuture<Void> shutdown() {
    CompletableFuture<Void> ended = super.shutdown();
    for (EndPoint client : getConnectedEndPoints()) {
      if (!isBusy(client.getConnection())) {
        client.setIdleTimeout(UNUSED_MILLIS);
      }
    }
    return ended;
  }

  private static boolean isBusy(Connection connection) {
    return connection.getMessagesIn() > connection.getMessagesOut();
  }
}
