package dev.narthex.promql.exec.select;

import dev.narthex.model.Labels;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Fold;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.RowRoom;
import dev.narthex.promql.exec.VectorOperator;
import dev.narthex.promql.source.Column;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An instant vector: at each step the last sample that is not older than the lookback; a stale marker there hides the series. The
 * scan's windows are as long as the lookback.
 */
public final class InstantSelect implements VectorOperator {
  /** What of the sample goes into the row. */
  public enum Part {
    VALUE,
    /** {@code timestamp(selector)}: its time in seconds. */
    TIME,
    /** {@code start_timestamp(selector)}: its start timestamp in seconds; 0 when unknown. */
    START_TIME
  }

  private final SelectorScan scan;
  private final Part part;

  public InstantSelect(SelectorScan scan, Part part) {
    this.scan = scan;
    this.part = part;
  }

  @Override
  public <P> void forEach(Fold<P> fold) {
    scan.forEach(new SelectorScan.ColumnFold<Portion<P>>() {
      @Override
      public Portion<P> start() {
        return new Portion<>(fold.start(), new RowRoom(fold));
      }

      @Override
      public void accept(Portion<P> portion, Labels labels, Column column, Windows windows) {
        fold.accept(portion.inner, row(labels, column, windows, portion.room));
      }

      @Override
      public void merge(Portion<P> portion) {
        fold.merge(portion.inner);
      }
    });
  }

  private record Portion<P>(P inner, RowRoom room) {}

  private Row row(Labels labels, Column column, Windows windows, RowRoom room) {
    return switch (part) {
      case VALUE -> switch (column) {
        case Column.Constant constant -> constant(labels, constant.value(), windows, room.floats(windows.steps()));
        case Column.Floats floats -> floats(labels, floats, windows, room.floats(windows.steps()));
        case Column.Histograms histograms -> mixed(labels, null, histograms.values(), windows);
        case Column.Mixed mixed -> mixed(labels, mixed.floats(), mixed.histograms(), windows);
      };
      case TIME -> times(labels, column, windows.timestamps(), windows);
      case START_TIME -> {
        long[] starts = column.startTimestamps();
        yield times(labels, column, starts == null ? new long[windows.timestamps().length] : starts, windows);
      }
    };
  }

  private static Row constant(Labels labels, double value, Windows windows, double[] out) {
    int full = windows.oneFrom();
    if (full != Row.UNKNOWN) {
      Arrays.fill(out, 0, full, Absent.VALUE);
      Arrays.fill(out, full, out.length, value);
    } else {
      for (int i = 0; i < out.length; i++) {
        out[i] = windows.size(i) > 0 ? value : Absent.VALUE;
      }
    }
    return new Row(labels, false, out, null, full);
  }

  private static Row floats(Labels labels, Column.Floats column, Windows windows, double[] out) {
    double[] values = column.values();
    int full = windows.oneFrom();
    if (full != Row.UNKNOWN) {
      Arrays.fill(out, 0, full, Absent.VALUE);
      for (int i = full; i < out.length; i++) {
        out[i] = values[windows.to(i) - 1];
      }
    } else {
      for (int i = 0; i < out.length; i++) {
        out[i] = windows.size(i) > 0 ? values[windows.to(i) - 1] : Absent.VALUE;
      }
    }
    return new Row(labels, false, out, null, column.dense() ? full : Row.UNKNOWN);
  }

  private static Row mixed(Labels labels, double @Nullable [] floats, @Nullable NativeHistogram[] histograms, Windows windows) {
    RowBuilder row = new RowBuilder(windows.steps());
    for (int i = 0; i < windows.steps(); i++) {
      if (windows.size(i) == 0) {
        continue;
      }
      int at = windows.to(i) - 1;
      NativeHistogram histogram = histograms[at];
      if (histogram != null) {
        row.set(i, histogram);
      } else if (floats != null) {
        row.set(i, floats[at]);
      }
    }
    return row.build(labels, false);
  }

  /** Times of the picked samples, in seconds. */
  private static Row times(Labels labels, Column column, long[] times, Windows windows) {
    double[] out = Absent.array(windows.steps());
    for (int i = 0; i < out.length; i++) {
      int at = windows.to(i) - 1;
      if (windows.size(i) > 0 && isSample(column, at)) {
        out[i] = times[at] / 1000.0;
      }
    }
    return Row.ofFloats(labels, out);
  }

  private static boolean isSample(Column column, int at) {
    return switch (column) {
      case Column.Constant _ -> true;
      case Column.Floats floats -> !Absent.is(floats.values()[at]);
      case Column.Histograms histograms -> histograms.values()[at] != null;
      case Column.Mixed mixed -> mixed.histograms()[at] != null || !Absent.is(mixed.floats()[at]);
    };
  }
}
