package dev.narthex.api.status;

import java.util.List;

/**
 * Figures about the most recent window of stored series ("head" in Prometheus).
 *
 * @param chunks stored columns
 * @param minTime epoch milliseconds of the first sample
 * @param maxTime epoch milliseconds of the last sample
 */
public record StorageStatistics(
    long series,
    long labelPairs,
    long chunks,
    long minTime,
    long maxTime,
    List<Count> seriesByMetric,
    List<Count> valuesByLabel,
    List<Count> bytesByLabel,
    List<Count> seriesByPair) {
  /** A name and how much of it there is; lists of these are in falling order. */
  public record Count(String name, long value) {}

  /** Nothing stored. */
  public static StorageStatistics empty() {
    return new StorageStatistics(0, 0, 0, 0, 0, List.of(), List.of(), List.of(), List.of());
  }
}
