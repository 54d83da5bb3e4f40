package dev.narthex.local.cli;

import dev.narthex.api.status.BuildInfo;
import picocli.CommandLine.IVersionProvider;

/** Which build this is, as {@code --version} prints it. */
final class Version implements IVersionProvider {
  private static final String UNKNOWN = "unknown";

  static BuildInfo build() {
    String version = Version.class.getPackage().getImplementationVersion();
    return new BuildInfo(version == null ? "0.1.0-SNAPSHOT" : version, UNKNOWN, "", "");
  }

  @Override
  public String[] getVersion() {
    return new String[] {
      "narthex " + build().version() + " (API of Prometheus " + BuildInfo.PROMETHEUS_VERSION + ", Java " + Runtime.version() + ")"
    };
  }
}
