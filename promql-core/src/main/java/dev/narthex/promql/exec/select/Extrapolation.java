package dev.narthex.promql.exec.select;

/**
 * How rate, increase and delta stretch what they saw to the whole window (Prometheus' {@code extrapolatedRate}): to the window's ends,
 * or by half the average gap when an end is 1.1 gaps or more away. All in seconds, one a step; meaningful where the window holds at
 * least two samples.
 *
 * @param sampled from the first to the last sample
 * @param toStart how far to stretch before the first sample
 * @param toEnd how far to stretch behind the last sample
 * @param factor the whole factor when nothing limits {@code toStart}
 * @param perSecond the same over the length of the window: for rate
 */
public record Extrapolation(double[] sampled, double[] toStart, double[] toEnd, double[] factor, double[] perSecond) {
  private static final double FAR = 1.1;

  static Extrapolation of(Windows windows) {
    int steps = windows.steps();
    Extrapolation all = new Extrapolation(new double[steps], new double[steps], new double[steps], new double[steps], new double[steps]);
    long[] times = windows.timestamps();
    double seconds = windows.grid().range() / 1000.0;
    for (int i = 0; i < steps; i++) {
      int from = windows.from(i);
      int last = windows.to(i) - 1;
      if (last <= from) {
        continue;
      }
      double sampled = (times[last] - times[from]) / 1000.0;
      double gap = sampled / (last - from);
      double toStart = (times[from] - windows.grid().start(i)) / 1000.0;
      double toEnd = (windows.grid().end(i) - times[last]) / 1000.0;
      all.sampled[i] = sampled;
      all.toStart[i] = toStart >= gap * FAR ? gap / 2 : toStart;
      all.toEnd[i] = toEnd >= gap * FAR ? gap / 2 : toEnd;
      all.factor[i] = (sampled + all.toStart[i] + all.toEnd[i]) / sampled;
      all.perSecond[i] = all.factor[i] / seconds;
    }
    return all;
  }
}
