package dev.narthex.promql.exec;

import java.util.concurrent.atomic.LongAdder;

/** Counts what a query reads. Thread-safe. */
public final class Counters {
  private final LongAdder series = new LongAdder();
  private final LongAdder samplesRead = new LongAdder();
  private final LongAdder samplesLookedAt = new LongAdder();

  /** One series with so many samples was read; evaluation looks at {@code lookedAt} samples, each once for every step that sees it. */
  public void read(long samples, long lookedAt) {
    series.increment();
    samplesRead.add(samples);
    samplesLookedAt.add(lookedAt);
  }

  public long series() {
    return series.sum();
  }

  public long samplesRead() {
    return samplesRead.sum();
  }

  public long samplesLookedAt() {
    return samplesLookedAt.sum();
  }
}
