package io.sluice.ftrack;

/** The finished WAR in a Tomcat at a context path, behind an Nginx. */
class FtrackInTomcatBehindNginxIT extends FtrackFileFrontContract implements FtrackResizeContract {
  @Override
  TestingServer server() {
    return new TomcatServer();
  }
}
