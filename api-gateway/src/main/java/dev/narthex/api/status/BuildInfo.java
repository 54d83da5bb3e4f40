package dev.narthex.api.status;

/**
 * Which build this is.
 *
 * @param version of Narthex
 * @param revision commit
 * @param branch may be empty
 * @param date may be empty
 */
public record BuildInfo(String version, String revision, String branch, String date) {
  /** The Prometheus release whose API this is. Clients such as Grafana decide by it what they may ask. */
  public static final String PROMETHEUS_VERSION = "3.14.0";
}
