package dev.narthex.tsdb.sweep;

import dev.narthex.tsdb.catalog.Windows;

/**
 * When the sweeper removes what.
 *
 * @param graceMillis how long a covered block stays: longer than the longest query, and than the longest run of a compactor
 * @param retentionMillis how long a block stays after its last sample
 */
public record SweepSettings(long graceMillis, long retentionMillis) {
  /** 15 minutes of grace, 15 days of retention (Prometheus' default). */
  public static final SweepSettings DEFAULT = new SweepSettings(15 * Windows.MINUTE, 15 * Windows.DAY);
}
