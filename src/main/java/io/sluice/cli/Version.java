package io.sluice.cli;

import picocli.CommandLine.IVersionProvider;

/** The version in the manifest of the jar that the program runs from. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version = Main.class.getPackage().getImplementationVersion();
    return new String[] {"sluice " + (version == null ? "(not packaged)" : version)};
  }
}
