package dev.narthex.promql.exec.select;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.TimeRange;
import dev.narthex.promql.exec.Counters;
import dev.narthex.promql.exec.Evaluation;
import dev.narthex.promql.exec.explain.ScanMeter;
import dev.narthex.promql.plan.HistogramDetail;
import dev.narthex.promql.source.Column;
import dev.narthex.promql.source.SelectHints;
import dev.narthex.promql.source.Selection;
import dev.narthex.promql.source.SeriesGroup;
import dev.narthex.promql.source.SeriesGroups;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a selector's series from the source, in portions of neighbouring groups that are evaluated independently. The portions depend
 * on the data only, so do the results.
 *
 * @param covered the samples that any window may need
 * @param function the function around the selector, or ""
 * @param detail how much of native histograms is needed
 * @param looks which samples of its windows it looks at
 * @param projection the labels that the query looks at, absent when all
 * @param meter told what is read
 */
public record SelectorScan(
    Evaluation evaluation,
    List<LabelMatcher> matchers,
    WindowGrid grid,
    TimeRange covered,
    String function,
    HistogramDetail detail,
    Counters.Looks looks,
    Optional<Set<String>> projection,
    ScanMeter meter) {
  /**
   * Series that the first two portions hold at least, then twice as many the next two, and so on: few series are spread over cores,
   * and of many series there are few portions to merge.
   */
  private static final int SMALLEST_PORTION = 8;

  private static final int LARGEST_PORTION = 256;

  /** Samples that a portion below the largest holds at least: with less of them, to hand them over takes longer than to read them. */
  private static final long ENOUGH_SAMPLES = 1 << 16;

  /** The same where one sample a window is looked at, which takes a fraction of the time. */
  private static final long ENOUGH_OF_LAST_SAMPLES = 1 << 18;

  /** What a series costs beside its samples, in samples. */
  private static final int SAMPLES_OF_A_SERIES = 200;

  /** What takes the series, under the rules of {@link dev.narthex.promql.exec.Fold}. */
  interface ColumnFold<P> {
    P start();

    /** {@code windows} belong to the group's timeline. */
    void accept(P portion, dev.narthex.model.Labels labels, Column column, Windows windows);

    void merge(P portion);
  }

  <P> void forEach(ColumnFold<P> fold) {
    SelectHints hints = new SelectHints(grid.count() == 1 ? 0 : grid.stride(), grid.range(), function, projection, evaluation.budget(), meter);
    SharedWindows windows = new SharedWindows(grid);
    try (SeriesGroups groups = evaluation.source().select(new Selection(matchers, covered, hints))) {
      evaluation.workers().run(new Portions(groups, looks == Counters.Looks.LAST ? ENOUGH_OF_LAST_SAMPLES : ENOUGH_SAMPLES), portion -> fill(portion, windows, fold), fold::merge);
    }
  }

  private <P> P fill(List<SeriesGroup> groups, SharedWindows shared, ColumnFold<P> fold) {
    P portion = fold.start();
    for (SeriesGroup group : groups) {
      Windows windows = shared.of(group.timestamps());
      int samples = group.timestamps().length;
      evaluation.budget().holdSamples(samples);
      for (int s = 0; s < group.size(); s++) {
        evaluation.budget().checkDeadline();
        evaluation.counters().read(windows, looks);
        meter.series(samples);
        Column column = group.column(s);
        fold.accept(portion, group.labels(s), detail == HistogramDetail.TOTALS ? HistogramTotals.of(column) : column, windows);
      }
      evaluation.budget().releaseSamples(samples);
    }
    return portion;
  }

  /** The windows over each timeline, found once for all threads. Thread-safe. */
  private static final class SharedWindows {
    private final WindowGrid grid;
    private long[] timestamps = {};
    private Windows windows;

    SharedWindows(WindowGrid grid) {
      this.grid = grid;
      windows = Windows.of(timestamps, grid);
    }

    /** Groups with one timeline mostly come one after the other, so that the last timeline is the one to remember. */
    synchronized Windows of(long[] wanted) {
      if (wanted != timestamps) {
        windows = Windows.of(wanted, grid);
        timestamps = wanted;
      }
      return windows;
    }
  }

  /** Gathers groups until a portion is worth a hand-over to another thread. */
  private static final class Portions implements Iterator<List<SeriesGroup>> {
    private final SeriesGroups groups;
    private final long enoughSamples;
    private boolean more;
    private int handedOut;

    Portions(SeriesGroups groups, long enoughSamples) {
      this.groups = groups;
      this.enoughSamples = enoughSamples;
      more = groups.advance();
    }

    @Override
    public boolean hasNext() {
      return more;
    }

    @Override
    public List<SeriesGroup> next() {
      if (!more) {
        throw new NoSuchElementException();
      }
      List<SeriesGroup> portion = new ArrayList<>();
      int enough = Math.min(LARGEST_PORTION, SMALLEST_PORTION << Math.min(handedOut++ / 2, 8));
      int size = 0;
      long samples = 0;
      while (more && (size < enough || samples < enoughSamples && size < LARGEST_PORTION)) {
        SeriesGroup group = groups.current();
        portion.add(group);
        size += group.size();
        samples += (long) group.size() * (group.timestamps().length + SAMPLES_OF_A_SERIES);
        more = groups.advance();
      }
      return portion;
    }
  }
}
