package dev.narthex.tsdb.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.StaleMarker;
import dev.narthex.model.TimeRange;
import dev.narthex.promql.source.Column;
import dev.narthex.promql.source.SelectHints;
import dev.narthex.promql.source.Selection;
import dev.narthex.promql.source.SeriesGroup;
import dev.narthex.promql.source.SeriesGroups;
import dev.narthex.promql.source.SeriesSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a source as tests want to compare it. */
public final class Readings {
  private static final LabelMatcher ANY = LabelMatcher.of(LabelMatcher.Type.REGEX, "__name__", ".+");

  private Readings() {}

  /** Everything in a range. */
  public static Map<Labels, TreeMap<Long, Double>> all(SeriesSource source, TimeRange range) {
    return read(source, range, ANY);
  }

  /** The samples of all series that pass, stale markers included; fails when a group breaks its promises. */
  public static Map<Labels, TreeMap<Long, Double>> read(SeriesSource source, TimeRange range, LabelMatcher... matchers) {
    Map<Labels, TreeMap<Long, Double>> all = new HashMap<>();
    try (SeriesGroups groups = source.select(new Selection(List.of(matchers), range, SelectHints.none()))) {
      while (groups.advance()) {
        SeriesGroup group = groups.current();
        long[] t = group.timestamps();
        for (int s = 0; s < group.size(); s++) {
          double[] values = values(group.column(s), t.length);
          TreeMap<Long, Double> samples = new TreeMap<>();
          for (int i = 0; i < t.length; i++) {
            assertThat(i == 0 || t[i - 1] < t[i]).as("timestamps increase").isTrue();
            samples.put(t[i], values[i]);
          }
          assertThat(all.put(group.labels(s), samples)).as("each series occurs in one group").isNull();
        }
      }
    }
    return all;
  }

  private static double[] values(Column column, int n) {
    return switch (column) {
      case Column.Constant constant -> {
        double[] values = new double[n];
        Arrays.fill(values, constant.value());
        yield values;
      }
      case Column.Floats floats -> floats.values();
      case Column.Mixed mixed -> mixed.floats();
      case Column.Histograms histograms -> throw new AssertionError("a histogram where floats were stored");
    };
  }

  /**
   * Compares what was read with what was stored: every sample to the bit, stale markers where the rules want them. Stale points before
   * the first sample that a reader sees mean nothing and are left out on both sides.
   */
  public static void assertSame(Map<Labels, TreeMap<Long, Double>> read, Map<Labels, TreeMap<Long, Double>> expected, TimeRange range) {
    Map<Labels, Map<Long, Long>> wanted = new HashMap<>();
    expected.forEach((labels, samples) -> {
      Map<Long, Long> bits = bits(samples, range);
      if (!bits.isEmpty()) {
        wanted.put(labels, bits);
      }
    });
    Map<Labels, Map<Long, Long>> got = new HashMap<>();
    read.forEach((labels, samples) -> got.put(labels, bits(samples, range)));
    assertThat(got).isEqualTo(wanted);
  }

  private static Map<Long, Long> bits(TreeMap<Long, Double> samples, TimeRange range) {
    Map<Long, Long> bits = new TreeMap<>();
    boolean seen = false;
    for (var e : samples.entrySet()) {
      if (range.contains(e.getKey())) {
        seen |= !StaleMarker.isStale(e.getValue());
        if (seen) {
          bits.put(e.getKey(), Double.doubleToRawLongBits(e.getValue()));
        }
      }
    }
    return bits;
  }
}
