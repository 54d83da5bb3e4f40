package dev.narthex.promql.exec;

import dev.narthex.promql.exec.select.Windows;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a query reads. Thread-safe. */
public final class Counters {
  /** Which samples of its windows a selector looks at. */
  public enum Looks {
    /** The last one of each: an instant vector. */
    LAST,
    ALL
  }

  private final LongAdder series = new LongAdder();
  private final LongAdder samplesRead = new LongAdder();
  private final LongAdder samplesLookedAt = new LongAdder();
  private final AtomicLongArray perStep;

  /** @param steps of the query, when samples are to be counted by step; else 0 */
  public Counters(int steps) {
    perStep = new AtomicLongArray(steps);
  }

  /** One series was read and is looked at through the windows. */
  public void read(Windows windows, Looks looks) {
    series.increment();
    samplesRead.add(windows.timestamps().length);
    samplesLookedAt.add(looks == Looks.LAST ? windows.occupied() : windows.total());
    if (perStep.length() > 0) {
      boolean sameSteps = windows.steps() == perStep.length();
      for (int i = 0; i < windows.steps(); i++) {
        int size = looks == Looks.LAST ? Math.min(1, windows.size(i)) : windows.size(i);
        // what a subquery or a step-invariant part looks at is booked on the first step
        perStep.addAndGet(sameSteps ? i : 0, size);
      }
    }
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

  /** Samples looked at by step; empty unless asked for. */
  public long[] perStep() {
    long[] counts = new long[perStep.length()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = perStep.get(i);
    }
    return counts;
  }
}
