package dev.narthex.promql.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.StaleMarker;
import dev.narthex.model.TimeRange;
import dev.narthex.model.histogram.NativeHistogram;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link SeriesSource} keeps. Adapters extend it and store what {@link #sourceOf} is given in their own way. */
public abstract class SeriesSourceContract {
  /** One stored sample; {@code histogram} wins over {@code value}; {@link StaleMarker#VALUE} is a stale marker. */
  public record StoredSample(Labels labels, long timestamp, double value, @Nullable NativeHistogram histogram) {}

  /** A source that holds exactly these samples (in order of time within a series). */
  protected abstract SeriesSource sourceOf(List<StoredSample> samples);

  private static final Labels A = Labels.of("__name__", "up", "instance", "a", "job", "node");
  private static final Labels B = Labels.of("__name__", "up", "instance", "b", "job", "node");
  private static final Labels C = Labels.of("__name__", "load", "instance", "a", "job", "node");

  private SeriesSource threeSeries() {
    List<StoredSample> samples = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      samples.add(new StoredSample(A, 1_000_000L + i * 15_000, 1, null));
      samples.add(new StoredSample(B, 1_000_000L + i * 15_000, i, null));
      samples.add(new StoredSample(C, 1_000_000L + i * 15_000, i * 0.25, null));
    }
    return sourceOf(samples);
  }

  private static Map<Labels, Map<Long, Double>> read(SeriesSource source, TimeRange range, LabelMatcher... matchers) {
    Map<Labels, Map<Long, Double>> all = new LinkedHashMap<>();
    try (SeriesGroups groups = source.select(new Selection(List.of(matchers), range, SelectHints.none()))) {
      while (groups.advance()) {
        SeriesGroup group = groups.current();
        for (int s = 0; s < group.size(); s++) {
          Map<Long, Double> points = new LinkedHashMap<>();
          for (int i = 0; i < group.timestamps().length; i++) {
            double value = switch (group.column(s)) {
              case Column.Constant constant -> constant.value();
              case Column.Floats floats -> floats.values()[i];
              case Column.Histograms _ -> Double.NaN;
              case Column.Mixed mixed -> mixed.floats()[i];
            };
            if (range.contains(group.timestamps()[i])) {
              points.put(group.timestamps()[i], value);
            }
          }
          assertThat(all.put(group.labels(s), points)).as("each series occurs in one group").isNull();
        }
      }
    }
    return all;
  }

  @Test
  void selectsByMatchers() {
    SeriesSource source = threeSeries();
    TimeRange range = TimeRange.closed(0, 2_000_000);
    assertThat(read(source, range, LabelMatcher.equal("__name__", "up")).keySet()).containsExactlyInAnyOrder(A, B);
    assertThat(read(source, range, LabelMatcher.equal("instance", "a")).keySet()).containsExactlyInAnyOrder(A, C);
    assertThat(read(source, range, LabelMatcher.of(LabelMatcher.Type.REGEX, "__name__", "lo.d")).keySet()).containsExactly(C);
    assertThat(read(source, range, LabelMatcher.of(LabelMatcher.Type.NOT_EQUAL, "instance", "a")).keySet()).containsExactly(B);
    assertThat(read(source, range, LabelMatcher.equal("__name__", "down"))).isEmpty();
    assertThat(read(source, range, LabelMatcher.equal("__name__", "up"), LabelMatcher.equal("missing", "")).keySet()).hasSize(2);
  }

  @Test
  void givesBackEveryBitInAscendingOrder() {
    double[] values = {1, -0.0, 0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.longBitsToDouble(0x7ff8000000000001L), 0.1 + 0.2, 1e300, 5e-324};
    List<StoredSample> samples = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      samples.add(new StoredSample(B, 1_000_000L + i * 1_000, values[i], null));
    }
    Map<Long, Double> points = read(sourceOf(samples), TimeRange.closed(0, 2_000_000), LabelMatcher.equal("__name__", "up")).get(B);
    assertThat(new ArrayList<>(points.keySet())).isSorted().hasSize(values.length);
    for (int i = 0; i < values.length; i++) {
      assertThat(Double.doubleToRawLongBits(points.get(1_000_000L + i * 1_000))).isEqualTo(Double.doubleToRawLongBits(values[i]));
    }
  }

  @Test
  void rangeIncludesBothEnds() {
    SeriesSource source = threeSeries();
    Map<Long, Double> points = read(source, TimeRange.closed(1_015_000, 1_045_000), LabelMatcher.equal("__name__", "load")).get(C);
    assertThat(points.keySet()).containsExactly(1_015_000L, 1_030_000L, 1_045_000L);
    assertThat(points.values()).containsExactly(0.25, 0.5, 0.75);
    assertThat(read(source, TimeRange.closed(0, 999_999), LabelMatcher.equal("__name__", "load"))).isEmpty();
  }

  @Test
  void staleMarkersStayVisible() {
    SeriesSource source = sourceOf(List.of(
        new StoredSample(A, 1_000_000, 1, null), new StoredSample(A, 1_015_000, StaleMarker.VALUE, null), new StoredSample(A, 1_030_000, 2, null)));
    Map<Long, Double> points = read(source, TimeRange.closed(0, 2_000_000), LabelMatcher.equal("__name__", "up")).get(A);
    assertThat(points.get(1_000_000L)).isEqualTo(1);
    assertThat(StaleMarker.isStale(points.get(1_015_000L))).isTrue();
    assertThat(points.get(1_030_000L)).isEqualTo(2);
  }

  @Test
  void histogramsComeBackAsTheyWent() {
    NativeHistogram histogram = new NativeHistogram(
        NativeHistogram.ResetHint.UNKNOWN, 3, 0.001, 2, 12, 18.4, new int[] {0, 2, 1, 2}, new double[] {1, 2, 3, 4}, new int[0], new double[0], new double[0], true);
    SeriesSource source = sourceOf(List.of(new StoredSample(C, 1_000_000, 0, histogram), new StoredSample(C, 1_015_000, 0, histogram)));
    try (SeriesGroups groups = source.select(
        new Selection(List.of(LabelMatcher.equal("__name__", "load")), TimeRange.closed(0, 2_000_000), SelectHints.none()))) {
      assertThat(groups.advance()).isTrue();
      assertThat(groups.current().column(0)).isInstanceOfSatisfying(Column.Histograms.class, column ->
          assertThat(column.values()).containsExactly(histogram, histogram));
      assertThat(groups.advance()).isFalse();
    }
  }

  @Test
  void sameDataSameOrder() {
    SeriesSource source = threeSeries();
    TimeRange range = TimeRange.closed(0, 2_000_000);
    LabelMatcher any = LabelMatcher.of(LabelMatcher.Type.REGEX, "__name__", ".+");
    List<Labels> first = new ArrayList<>(read(source, range, any).keySet());
    assertThat(first).hasSize(3);
    assertThat(new ArrayList<>(read(source, range, any).keySet())).isEqualTo(first);
  }

  @Test
  void listsSeriesAndLabels() {
    SeriesSource source = threeSeries();
    TimeRange range = TimeRange.closed(0, 2_000_000);
    List<List<LabelMatcher>> up = List.of(List.of(LabelMatcher.equal("__name__", "up")));
    assertThat(source.series(up, range, 0)).containsExactly(A, B);
    assertThat(source.series(up, range, 1)).containsExactly(A);
    assertThat(source.series(up, TimeRange.closed(0, 1), 0)).isEmpty();
    assertThat(source.labelNames(List.of(), range, 0)).containsExactly("__name__", "instance", "job");
    assertThat(source.labelValues("__name__", List.of(), range, 0)).containsExactly("load", "up");
    assertThat(source.labelValues("instance", up, range, 0)).containsExactly("a", "b");
    assertThat(source.labelValues("instance", up, range, 1)).containsExactly("a");
    assertThat(source.labelValues("missing", up, range, 0)).isEmpty();
  }

  @Test
  void unionOfSelectorsListsEachSeriesOnce() {
    Set<Labels> seen = new HashSet<>(threeSeries().series(
        List.of(List.of(LabelMatcher.equal("__name__", "up")), List.of(LabelMatcher.equal("instance", "a"))), TimeRange.closed(0, 2_000_000), 0));
    assertThat(seen).containsExactlyInAnyOrder(A, B, C);
  }
}
