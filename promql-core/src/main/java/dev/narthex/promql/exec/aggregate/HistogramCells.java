package dev.narthex.promql.exec.aggregate;

import dev.narthex.model.Labels;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.HistogramRemarks;
import dev.narthex.promql.exec.HistogramTotal;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.RowBuilder;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * sum and avg of floats or native histograms: floats go to the cells of their own kind, histograms are summed beside them. A step that
 * got both has no result, with a warning; so has one where exponential and custom buckets met. Remarks on the buckets are those of
 * Prometheus, which adds histograms up, and tells what it meets, only where no float came before the first of them, and looks at nothing
 * behind the first that does not fit.
 */
final class HistogramCells implements Cells {
  /** What comes out. */
  enum Result {
    SUM,
    AVERAGE
  }

  private final FloatCells floats;
  private final Result result;
  private final HistogramRemarks remarks;
  private final int steps;
  private @Nullable HistogramTotal[] totals = new HistogramTotal[0];
  private final BitSet floatFirst = new BitSet();
  /** Where a float came before the first histogram that does not fit. */
  private final BitSet floatBeforeMisfit = new BitSet();

  HistogramCells(FloatCells floats, int steps, Result result, HistogramRemarks remarks) {
    this.floats = floats;
    this.steps = steps;
    this.result = result;
    this.remarks = remarks;
  }

  @Override
  public void add(Row row) {
    floats.add(row);
    if (row.histograms() == null) {
      return;
    }
    if (totals.length == 0) {
      totals = new HistogramTotal[steps];
    }
    for (int i = 0; i < steps; i++) {
      NativeHistogram histogram = row.histogram(i);
      if (histogram == null) {
        continue;
      }
      HistogramTotal total = totals[i];
      if (total == null) {
        totals[i] = result == Result.SUM ? HistogramTotal.sum(row.labels(), histogram) : HistogramTotal.mean(row.labels(), histogram);
        floatFirst.set(i, floats.has(i));
      } else if (total.misfit() == null) {
        total.add(row.labels(), histogram);
        if (total.misfit() != null) {
          floatBeforeMisfit.set(i, floats.has(i));
        }
      }
    }
  }

  @Override
  public void merge(Cells later) {
    HistogramCells other = (HistogramCells) later;
    if (totals.length == 0 && other.totals.length > 0) {
      totals = new HistogramTotal[steps];
    }
    for (int i = 0; i < other.totals.length; i++) {
      HistogramTotal more = other.totals[i];
      HistogramTotal known = totals[i];
      if (more == null) {
        continue;
      }
      if (known == null) {
        totals[i] = more;
        floatFirst.set(i, floats.has(i) || other.floatFirst.get(i));
        noteMisfit(i, other.floatBeforeMisfit);
      } else if (known.misfit() == null) {
        known.add(more);
        noteMisfit(i, known.misfit() == more.misfit() ? other.floatBeforeMisfit : other.floatFirst);
      }
    }
    floats.merge(other.floats);
  }

  /** @param ofLater whether a float came before it among what is being taken in */
  private void noteMisfit(int step, BitSet ofLater) {
    HistogramTotal total = totals[step];
    if (total != null && total.misfit() != null) {
      floatBeforeMisfit.set(step, floats.has(step) || ofLater.get(step));
    }
  }

  @Override
  public Row finish(Labels labels, boolean nameDropped) {
    Row floatRow = floats.finish(labels, nameDropped);
    if (totals.length == 0) {
      return floatRow;
    }
    RowBuilder row = new RowBuilder(steps);
    for (int i = 0; i < steps; i++) {
      HistogramTotal total = totals[i];
      double value = floatRow.floats()[i];
      if (total == null) {
        row.set(i, value);
        continue;
      }
      Labels misfit = total.misfit();
      if (!floatFirst.get(i)) {
        remarkOnBuckets(total, misfit);
      }
      if (misfit == null ? !Absent.is(value) : floatBeforeMisfit.get(i)) {
        remarks.remarks().warning("encountered a mix of histograms and floats for aggregation", remarks.position());
      } else if (misfit == null) {
        if (total.isCollided()) {
          remarks.hintsCollided(HistogramRemarks.Operation.AGGREGATION);
        }
        row.set(i, total.result());
      }
    }
    return row.build(labels, nameDropped);
  }

  private void remarkOnBuckets(HistogramTotal total, @Nullable Labels misfit) {
    if (total.isReconciled()) {
      remarks.boundsReconciled(HistogramRemarks.Operation.AGGREGATION);
    }
    if (misfit != null) {
      remarks.mixedSchemas(misfit);
    }
  }
}
