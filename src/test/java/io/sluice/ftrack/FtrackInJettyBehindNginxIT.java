package io.sluice.ftrack;

/** The finished WAR in a Jetty, behind an Nginx. */
class FtrackInJettyBehindNginxIT extends FtrackFrontContract {
  @Override
  TestingServer server() {
    return new JettyServer();
  }
}
