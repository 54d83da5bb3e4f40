package dev.narthex.api.alertmanager;

import java.time.Instant;

/**
 * What runs.
 *
 * @param config {@code alertmanager.yml} in force, secrets hidden
 */
public record RouterStatus(Instant started, String config) {
  /** The Alertmanager release whose API this is. */
  public static final String ALERTMANAGER_VERSION = "0.34.0";
}
