package io.sluice.ftrack;

/** The finished WAR in a Jetty, behind an Nginx. */
class FtrackInJettyBehindNginxIT extends FtrackFileFrontContract {
  @Override
  TestingServer server() {
    return new JettyServer();
  }
}
