package io.sluice.ftrack;

/** The finished WAR in a Jetty. */
class FtrackInJettyIT extends FtrackServerContract {
  @Override
  TestingServer server() {
    return new JettyServer();
  }

  @Override
  boolean isFronted() {
    return false;
  }
}
