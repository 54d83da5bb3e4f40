package dev.narthex.promql.exec.range;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.narthex.model.Labels;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.promql.ast.PositionRange;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Counters;
import dev.narthex.promql.exec.Evaluation;
import dev.narthex.promql.exec.Remarks;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.ScalarValues;
import dev.narthex.promql.exec.StepGrid;
import dev.narthex.promql.exec.explain.PlanObserver;
import dev.narthex.promql.exec.Workers;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.WindowGrid;
import dev.narthex.promql.exec.select.Windows;
import dev.narthex.promql.source.Budget;
import dev.narthex.promql.source.MemorySeriesSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The sliding kernels against the same functions written naively, window by window. */
final class KernelTest {
  private static final RangeContext CONTEXT = new RangeContext(
      new Evaluation(new MemorySeriesSource(), 300_000, 0, Set.of(), Budget.unlimited(), Workers.sameThread(), new Remarks(""), new Counters(0),
          PlanObserver.NONE),
      StepGrid.at(0),
      PositionRange.NONE, PositionRange.NONE);

  @Provide
  Arbitrary<List<Double>> values() {
    Arbitrary<Double> value = Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(6, Arbitraries.integers().between(-5, 20).map(Integer::doubleValue)),
        net.jqwik.api.Tuple.of(2, Arbitraries.doubles().between(-1e6, 1e6)),
        net.jqwik.api.Tuple.of(1, Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, -0.0, 0.0)));
    return value.list().ofMinSize(1).ofMaxSize(120);
  }

  private static RangeSeries series(List<Double> values, int range) {
    long[] times = new long[values.size()];
    double[] floats = new double[times.length];
    long time = 0;
    for (int i = 0; i < times.length; i++) {
      time += 5 + (i * 7 % 11);
      times[i] = time;
      floats[i] = values.get(i);
    }
    WindowGrid grid = new WindowGrid(3, 9, 150, range);
    return new RangeSeries(
        Labels.empty(), false, Windows.of(times, grid), floats, null, Windows.of(new long[0], grid), new NativeHistogram[0], null, false);
  }

  private static void check(RangeFunction function, List<Double> values, int range, ToDoubleFunction<double[]> naive) {
    RangeSeries series = series(values, range);
    RowBuilder row = new RowBuilder(series.steps());
    function.evaluate(series, row);
    for (int i = 0; i < series.steps(); i++) {
      double[] window = Arrays.copyOfRange(series.floats(), series.windows().from(i), series.windows().to(i));
      double got = row.floats()[i];
      if (window.length == 0) {
        assertThat(Absent.is(got)).isTrue();
      } else {
        double wanted = naive.applyAsDouble(window);
        if (Double.isNaN(wanted) || Double.isInfinite(wanted)) {
          assertThat(Double.compare(got, wanted)).as(Arrays.toString(window)).isZero();
        } else {
          assertThat(got).as(Arrays.toString(window)).isCloseTo(wanted, within(Math.max(1e-9, Math.abs(wanted) * 1e-12)));
        }
      }
    }
  }

  @Property(tries = 60)
  void windowsHoldWhatIsInside(@ForAll("values") List<Double> values) {
    RangeSeries series = series(values, 40);
    Windows windows = series.windows();
    for (int i = 0; i < windows.steps(); i++) {
      for (int k = 0; k < values.size(); k++) {
        long time = windows.timestamps()[k];
        boolean inside = time > windows.grid().start(i) && time <= windows.grid().end(i);
        assertThat(k >= windows.from(i) && k < windows.to(i)).isEqualTo(inside);
      }
    }
  }

  @Property(tries = 60)
  void extremes(@ForAll("values") List<Double> values) {
    for (int range : new int[] {30, 400}) {
      check(new Extremes(Extremes.End.MAX), values, range, window ->
          Arrays.stream(window).filter(v -> !Double.isNaN(v)).max().orElse(Double.NaN));
      check(new Extremes(Extremes.End.MIN), values, range, window ->
          Arrays.stream(window).filter(v -> !Double.isNaN(v)).min().orElse(Double.NaN) + 0.0);
    }
  }

  @Property(tries = 60)
  void quantiles(@ForAll("values") List<Double> values) {
    for (int range : new int[] {30, 400}) {
      check(new QuantileOverTime(new ScalarValues.Same(0.3), CONTEXT), values, range, window -> {
        double[] sorted = window.clone();
        Quantile.order(sorted, sorted.length);
        return Quantile.ofSorted(0.3, sorted, sorted.length);
      });
    }
  }

  @Property(tries = 60)
  void sumsOfIntegersAreExactEitherWay(@ForAll("values") List<Double> values) {
    List<Double> whole = values.stream().map(v -> Double.isNaN(v) || Double.isInfinite(v) ? 3.0 : Math.rint(v)).toList();
    for (int range : new int[] {30, 400}) {
      check(new SumAndAverage(SumAndAverage.Result.SUM), whole, range, window -> SumAndAverage.sum(window, 0, window.length));
      check(new SumAndAverage(SumAndAverage.Result.AVERAGE), whole, range, window -> SumAndAverage.average(window, 0, window.length));
    }
  }

  @Property(tries = 60)
  void increasesCountResets(@ForAll("values") List<Double> values) {
    List<Double> counter = values.stream().map(v -> Double.isNaN(v) || Double.isInfinite(v) ? 3.0 : Math.abs(v)).toList();
    RangeSeries series = series(counter, 70);
    RowBuilder row = new RowBuilder(series.steps());
    new ExtrapolatedChange(ExtrapolatedChange.Kind.INCREASE, CONTEXT).evaluate(series, row);
    for (int i = 0; i < series.steps(); i++) {
      if (series.windows().size(i) < 2) {
        assertThat(Absent.is(row.floats()[i])).isTrue();
        continue;
      }
      double[] window = Arrays.copyOfRange(series.floats(), series.windows().from(i), series.windows().to(i));
      double change = window[window.length - 1] - window[0];
      for (int k = 1; k < window.length; k++) {
        change += window[k] < window[k - 1] ? window[k - 1] : 0;
      }
      assertThat(row.floats()[i]).isBetween(change * 0.999999 - 1e-9, change * 3 + 1e-9);
    }
  }
}
