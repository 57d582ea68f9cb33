package io.sluice.ftrack;

/** The finished WAR running by itself, behind an Nginx. */
class FtrackBySelfBehindNginxIT extends FtrackFileFrontContract implements FtrackResizeContract {
  @Override
  TestingServer server() {
    return new SelfRunningServer();
  }
}
