package io.sluice.ftrack;

/** The finished WAR in a Tomcat, at a context path. */
class FtrackInTomcatIT extends FtrackServerContract {
  @Override
  TestingServer server() {
    return new TomcatServer();
  }

  @Override
  boolean isFronted() {
    return false;
  }
}
