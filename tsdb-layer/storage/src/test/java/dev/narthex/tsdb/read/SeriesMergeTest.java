package dev.narthex.tsdb.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Labels;
import dev.narthex.model.StaleMarker;
import dev.narthex.model.TimeRange;
import dev.narthex.promql.source.Column;
import dev.narthex.promql.source.SeriesGroup;
import dev.narthex.tsdb.column.ColumnValues;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.EntryWindow;
import dev.narthex.tsdb.timeline.TargetIdentity;
import dev.narthex.tsdb.timeline.Timeline;
import dev.narthex.tsdb.timeline.TimelineKey;
import dev.narthex.tsdb.timeline.TimelineKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The merge against the rules said once more, sample by sample. */
class SeriesMergeTest {
  private static final TimelineKind[] KINDS = TimelineKind.values();

  @Property(tries = 400)
  void mergesAsTheRulesSay(@ForAll long seed) {
    Random random = new Random(seed);
    TimeRange range = random.nextBoolean() ? TimeRange.closed(Long.MIN_VALUE, Long.MAX_VALUE) : TimeRange.closed(20 + random.nextInt(30), 50 + random.nextInt(40));
    int threads = 1 + random.nextInt(3);
    int blocks = 1 + random.nextInt(4);
    boolean disjoint = random.nextBoolean();
    List<Map<TimelineKey, Timeline>> timelines = new ArrayList<>();
    Map<Labels, TreeMap<Long, Double>> values = new HashMap<>();
    Map<Labels, TreeSet<Long>> implied = new HashMap<>();
    Map<TimelineKey, TreeSet<Long>> entries = new HashMap<>();
    Map<Labels, TreeSet<TimelineKey>> lives = new HashMap<>();
    List<Consumer<SeriesMerge>> adding = new ArrayList<>();
    for (int b = 0; b < blocks; b++) {
      Map<TimelineKey, Timeline> mine = new HashMap<>();
      for (int t = 0; t < threads; t++) {
        if (random.nextInt(5) == 0) {
          continue;
        }
        TimelineKey key = new TimelineKey(new TargetIdentity(0, t), KINDS[(int) Math.floorMod(seed + t, 3L)], 0);
        int n = 1 + random.nextInt(6);
        long[] times = new long[n];
        byte[] flags = new byte[n];
        long at = disjoint ? b * 30L : random.nextInt(60);
        for (int i = 0; i < n; i++) {
          at += 1 + random.nextInt(5);
          times[i] = at;
          flags[i] = key.kind() == TimelineKind.EXPLICIT ? EntryFlag.OK : (byte) (random.nextInt(6) == 0 ? 1 + random.nextInt(2) : 0);
          if (key.kind().impliesStaleness()) {
            entries.computeIfAbsent(key, k -> new TreeSet<>()).add(at);
          }
        }
        mine.put(key, new Timeline(key, times, flags));
        int cut = random.nextInt(n + 1);
        int[] cuts = cut == 0 || cut == n ? new int[] {0, n} : new int[] {0, cut, n};
        for (int s = 0; s < 3; s++) {
          Labels labels = Labels.of("__name__", "m", "s", Integer.toString(random.nextBoolean() ? s : 10 * t + s));
          boolean constant = random.nextInt(3) == 0;
          boolean full = random.nextBoolean();
          boolean climbing = random.nextBoolean();
          for (int c = 0; c + 1 < cuts.length; c++) {
            EntryWindow window = new EntryWindow(flags, cuts[c], cuts[c + 1]);
            ColumnValues column = new ColumnValues().clear();
            long[] present = new long[1];
            boolean asFlagged = true;
            for (int e = 0; e < window.size(); e++) {
              boolean ok = flags[cuts[c] + e] == EntryFlag.OK;
              boolean has = flags[cuts[c] + e] != EntryFlag.END && (full ? ok : random.nextInt(4) != 0);
              asFlagged &= has == ok;
              if (has) {
                double v = random.nextInt(9) == 0 ? StaleMarker.VALUE : constant ? 7 : climbing ? times[cuts[c] + e] : random.nextInt(100) / 4.0;
                column.append(v);
                present[0] |= 1L << e;
                if (range.contains(times[cuts[c] + e])) {
                  values.computeIfAbsent(labels, l -> new TreeMap<>()).merge(times[cuts[c] + e], v, (a, x) -> StaleMarker.isStale(a) ? x : a);
                }
              }
            }
            if (!asFlagged) {
              column.present(present);
            }
            if (column.size() > 0) {
              lives.computeIfAbsent(labels, l -> new TreeSet<>()).add(key);
              DecodedColumn decoded = DecodedColumn.of(column);
              SeriesColumns one = new SeriesColumns(1);
              one.put(0, decoded, SeriesColumns.traits(decoded, window.size()), decoded.weight());
              BlockRead.Found piece = new BlockRead.Found(labels, key, new EntryWindow[] {window}, one);
              int block = b;
              adding.add(merge -> merge.add(block, List.of(piece)));
            }
          }
        }
      }
      timelines.add(mine);
    }
    lives.forEach((labels, keys) -> keys.forEach(k -> implied.computeIfAbsent(labels, l -> new TreeSet<>()).addAll(entries.getOrDefault(k, new TreeSet<>()))));
    SeriesMerge merge = new SeriesMerge(range, timelines);
    // A label set occurs once in a block's timeline; the model above may make it twice for one thread: keep the first.
    adding.forEach(a -> a.accept(merge));
    Map<Labels, TreeMap<Long, Double>> wanted = new HashMap<>();
    values.forEach((labels, samples) -> {
      TreeMap<Long, Double> all = new TreeMap<>(samples);
      implied.get(labels).stream().filter(range::contains).forEach(t -> all.putIfAbsent(t, StaleMarker.VALUE));
      wanted.put(labels, all);
    });
    Map<Labels, TreeMap<Long, Double>> got = new HashMap<>();
    for (SeriesGroup group : merge.groups()) {
      for (int s = 0; s < group.size(); s++) {
        TreeMap<Long, Double> samples = new TreeMap<>();
        long[] t = group.timestamps();
        double[] v = switch (group.column(s)) {
          case Column.Constant c -> {
            double[] all = new double[t.length];
            java.util.Arrays.fill(all, c.value());
            yield all;
          }
          case Column.Floats f -> {
            boolean anyStale = false;
            for (double x : f.values()) {
              anyStale |= StaleMarker.isStale(x);
            }
            assertThat(f.dense()).isEqualTo(!anyStale);
            for (int i = 1; f.rising() && i < t.length; i++) {
              assertThat(f.values()[i] < f.values()[i - 1]).isFalse();
            }
            yield f.values();
          }
          case Column.Histograms h -> throw new AssertionError(h);
          case Column.Mixed m -> throw new AssertionError(m);
        };
        assertThat(v).hasSameSizeAs(t);
        for (int i = 0; i < t.length; i++) {
          assertThat(i == 0 || t[i - 1] < t[i]).isTrue();
          samples.put(t[i], v[i]);
        }
        assertThat(got.put(group.labels(s), samples)).isNull();
      }
    }
    assertThat(bits(got)).isEqualTo(bits(wanted));
  }

  private static Map<Labels, Map<Long, Long>> bits(Map<Labels, TreeMap<Long, Double>> samples) {
    Map<Labels, Map<Long, Long>> bits = new HashMap<>();
    samples.forEach((labels, values) -> {
      Map<Long, Long> b = new TreeMap<>();
      values.forEach((t, v) -> b.put(t, Double.doubleToRawLongBits(v)));
      bits.put(labels, b);
    });
    return bits;
  }
}
