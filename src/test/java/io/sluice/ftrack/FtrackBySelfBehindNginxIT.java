package io.sluice.ftrack;

/** The finished WAR running by itself, behind an Nginx. */
class FtrackBySelfBehindNginxIT extends FtrackFrontContract {
  @Override
  TestingServer server() {
    return new SelfRunningServer();
  }
}
