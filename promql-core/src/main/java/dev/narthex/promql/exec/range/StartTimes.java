package dev.narthex.promql.exec.range;

/** What start timestamps say about neighbouring samples (Prometheus' rules of {@code use-start-timestamps}); 0 is unknown. */
final class StartTimes {
  private StartTimes() {}

  /** Whether a counter began anew between two samples. */
  static boolean isReset(long previousStart, long previousTime, long start, long time) {
    if (start == 0 || start >= time || start < previousTime) {
      return false;
    }
    if (start > previousTime) {
      return true;
    }
    // it begins at the sample before: a delta, unless nothing is known of that one's start
    return previousStart <= previousTime && previousStart != 0 && previousStart != previousTime;
  }

  /** Whether a sample claims to have begun before the one before was taken, though not when that one began. */
  static boolean overlaps(long previousStart, long previousTime, long start) {
    return start != 0 && start < previousTime && start != previousStart;
  }
}
