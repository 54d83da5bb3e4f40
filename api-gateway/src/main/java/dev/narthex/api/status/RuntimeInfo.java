package dev.narthex.api.status;

import java.time.Instant;

/**
 * The process and its configuration.
 *
 * @param corruptions stored objects found damaged since the start
 * @param retention as configured, such as {@code 15d}
 */
public record RuntimeInfo(
    Instant started, String workingFolder, String hostname, ConfigState config, long corruptions, String retention) {
  /**
   * How the latest load of the configuration went.
   *
   * @param at when the configuration in force was loaded
   */
  public record ConfigState(boolean succeeded, Instant at) {}
}
