package io.sluice.ftrack;

/** The finished WAR running by itself, behind an Nginx. */
class FtrackBySelfBehindNginxIT extends FtrackFileFrontContract {
  @Override
  TestingServer server() {
    return new SelfRunningServer();
  }
}
