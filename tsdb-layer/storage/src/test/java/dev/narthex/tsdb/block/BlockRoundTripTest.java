package dev.narthex.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import dev.narthex.model.histogram.NativeHistogram;
import dev.narthex.tsdb.column.ColumnValues;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutReference;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.EntryWindow;
import dev.narthex.tsdb.timeline.TargetIdentity;
import dev.narthex.tsdb.timeline.Timeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

class BlockRoundTripTest {
  private static final String KEY = "b0/default/2026112410/shard/1";

  /** One sample with everything that must come back. */
  record Point(long time, byte flag, long bits, NativeHistogram histogram, long start) {}

  record SeriesKey(TargetIdentity identity, Labels labels) {}

  static Map<SeriesKey, List<Point>> expected(List<TimelineRows> contributions) {
    Map<SeriesKey, List<Point>> all = new HashMap<>();
    for (TimelineRows c : contributions) {
      for (int r = 0; r < c.rows().size(); r++) {
        Row row = c.rows().get(r);
        for (int i = 0; i < c.table().size(); i++) {
          if (row.has(i)) {
            NativeHistogram h = row.histograms() == null ? null : row.histograms()[i];
            long start = row.startTimestamps() == null ? 0 : row.startTimestamps()[i];
            long bits = h != null ? 0 : Double.doubleToRawLongBits(row.values()[i]);
            all.computeIfAbsent(new SeriesKey(c.identity(), c.table().labels(i)), k -> new ArrayList<>())
                .add(new Point(c.timestamps()[r], c.flags()[r], bits, h, start));
          }
        }
      }
    }
    return all;
  }

  static Map<SeriesKey, List<Point>> decoded(byte[] bytes, Layout shared) {
    BlockDecoder decoder = BlockDecoder.of(KEY, bytes, shared);
    BlockShape shape = decoder.summary().shape();
    Map<SeriesKey, List<Point>> all = new HashMap<>();
    ColumnValues values = new ColumnValues();
    long samples = 0;
    for (int g = 0; g < shape.groups(); g++) {
      for (int s = 0; s < shape.subBlocks().count(); s++) {
        ByteRange range = decoder.summary().groupRange(g, s, s + 1);
        // Only the bytes of the piece, as a range read gives them.
        byte[] piece = java.util.Arrays.copyOfRange(bytes, (int) range.from(), (int) range.to());
        decoder.open(g, s, piece, range.from());
        for (int c = shape.firstColumn(g); c < shape.firstColumn(g) + shape.columnsOf(g); c++) {
          decoder.column(c, values);
          assertThat(decoder.samples(c)).isEqualTo(values.size());
          samples += values.size();
          if (values.size() > 0) {
            Timeline t = decoder.timelines().get(decoder.timelineOf(c));
            points(values, t, decoder.window(decoder.timelineOf(c), s),
                all.computeIfAbsent(new SeriesKey(t.key().identity(), decoder.labels(c)), k -> new ArrayList<>()));
          }
        }
      }
    }
    assertThat(samples).isEqualTo(decoder.summary().samples());
    assertThat(all).hasSize(decoder.summary().series());
    return all;
  }

  private static void points(ColumnValues values, Timeline t, EntryWindow window, List<Point> out) {
    long[] bits = values.present() == null ? window.ok() : values.present();
    int v = 0;
    for (int i = 0; i < window.size(); i++) {
      if ((bits[i >> 6] >>> i & 1) != 0) {
        NativeHistogram h = values.histograms() == null ? null : values.histograms()[v];
        long start = values.startTimestamps() == null ? 0 : values.startTimestamps()[v];
        int entry = window.from() + i;
        out.add(new Point(t.timestamps()[entry], t.flags()[entry], h != null ? 0 : Double.doubleToRawLongBits(values.values()[v]), h, start));
        v++;
      }
    }
    assertThat(v).isEqualTo(values.size());
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void everyBitComesBackFromLevelZero(@ForAll long seed) {
    Samples samples = new Samples(seed);
    List<TimelineRows> first = samples.contributions(3, 60, 12);
    List<TargetHealth> health =
        List.of(
            new TargetHealth(first.getFirst().identity(), 1_795_285_850_334L, 0.0123, ""),
            new TargetHealth(new TargetIdentity(-1, -2), 5, Math.PI, "connection refused"));
    try (LevelZeroEncoder encoder = new LevelZeroEncoder()) {
      EncodedBlock alone = encoder.encode(KEY, first, health);
      assertThat(decoded(alone.bytes(), Layout.empty())).isEqualTo(expected(first));
      assertThat(alone.summary().encode()).isEqualTo(BlockSummary.of(KEY, alone.bytes()).encode());
      LayoutReference base = LayoutReference.of(LevelZeroEncoder.layoutOf(first));
      EncodedBlock based = encoder.encode(KEY, base, first, health);
      assertThat(based.summary().shape().deltaColumns()).isZero();
      assertThat(decoded(based.bytes(), base.layout())).isEqualTo(expected(first));
      assertThat(based.summary().head().orElseThrow().health(base.layout())).containsExactlyInAnyOrderElementsOf(health);
      List<TimelineRows> second = samples.contributions(4, 80, 3);
      EncodedBlock churned = encoder.encode(KEY, base, second, List.of());
      assertThat(decoded(churned.bytes(), base.layout())).isEqualTo(expected(second));
      try (LevelZeroEncoder cold = new LevelZeroEncoder()) {
        assertThat(cold.encode(KEY, base, second, List.of()).bytes()).isEqualTo(churned.bytes());
      }
    }
  }

  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void everyBitComesBackFromSubBlocks(@ForAll long seed) throws IOException {
    List<TimelineRows> rows = new Samples(seed).contributions(3, 150, 40);
    byte[] levelZero;
    try (LevelZeroEncoder encoder = new LevelZeroEncoder()) {
      levelZero = encoder.encode(KEY, rows, List.of()).bytes();
    }
    BlockDecoder source = BlockDecoder.of(KEY, levelZero, Layout.empty());
    SubBlocks subBlocks = new SubBlocks(4, source.summary().minTime(), 40_000);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (BlockStream stream = BlockStream.open(out, BlockPlan.own(3, source.delta(), source.timelines(), subBlocks).withAnnotation(new byte[] {1, 2, 3}))) {
      ColumnValues values = new ColumnValues();
      for (int c = 0; c < source.columns(); c++) {
        if (c == source.summary().shape().firstColumn(source.summary().shape().groupOf(c))) {
          source.open(source.summary().shape().groupOf(c), 0, levelZero, 0);
        }
        source.column(c, values);
        stream.column(values);
      }
      assertThat(stream.finish()).isEqualTo(out.size());
      BlockSummary written = stream.summary(KEY);
      assertThat(written.encode()).isEqualTo(BlockSummary.of(KEY, out.toByteArray()).encode());
      assertThat(written.annotation()).containsExactly(1, 2, 3);
    }
    assertThat(decoded(out.toByteArray(), Layout.empty())).isEqualTo(expected(rows));
    BlockSummary summary = BlockSummary.of(KEY, out.toByteArray());
    BlockSummary again = BlockSummary.decode(KEY, summary.encode());
    assertThat(again.head()).isEmpty();
    assertThat(again.directory().orElseThrow().columns()).isEqualTo(source.columns());
    assertThat(again.encode()).isEqualTo(summary.encode());
    assertThat(again.head(out.toByteArray(), 0).timelines(Layout.empty())).isEqualTo(source.timelines());
  }

  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void exemplarsComeBack(@ForAll long seed) {
    List<TimelineRows> rows = new Samples(seed).contributions(2, 60, 12);
    Map<SeriesKey, List<Exemplar>> expected = new HashMap<>();
    for (TimelineRows c : rows) {
      for (Row row : c.rows()) {
        for (SeriesExemplar e : row.exemplars()) {
          expected.computeIfAbsent(new SeriesKey(c.identity(), c.table().labels(e.series())), k -> new ArrayList<>()).add(e.exemplar());
        }
      }
    }
    try (LevelZeroEncoder encoder = new LevelZeroEncoder()) {
      byte[] bytes = encoder.encode(KEY, rows, List.of()).bytes();
      BlockDecoder decoder = BlockDecoder.of(KEY, bytes, Layout.empty());
      Map<SeriesKey, List<Exemplar>> actual = new HashMap<>();
      for (ColumnExemplar e : decoder.summary().exemplars(bytes, 0)) {
        TargetIdentity identity = decoder.timelines().get(decoder.timelineOf(e.column())).key().identity();
        actual.computeIfAbsent(new SeriesKey(identity, decoder.labels(e.column())), k -> new ArrayList<>()).add(e.exemplar());
      }
      assertThat(actual).isEqualTo(expected);
    }
  }

  @Property(tries = 4, shrinking = ShrinkingMode.OFF)
  void everyFlippedBitAndEveryCutIsNamed(@ForAll long seed) {
    Samples samples = new Samples(seed);
    List<TimelineRows> rows = samples.contributions(2, 12, 5);
    LayoutReference base = LayoutReference.of(LevelZeroEncoder.layoutOf(rows.subList(0, 1)));
    byte[] bytes;
    try (LevelZeroEncoder encoder = new LevelZeroEncoder()) {
      bytes = encoder.encode(KEY, base, rows, List.of()).bytes();
    }
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      mustFail(damaged, base.layout(), "bit " + bit);
    }
    for (int length = 0; length < bytes.length; length++) {
      mustFail(java.util.Arrays.copyOf(bytes, length), base.layout(), "length " + length);
    }
  }

  private static void mustFail(byte[] damaged, Layout base, String what) {
    try {
      BlockDecoder.of(KEY, damaged, base);
    } catch (dev.narthex.tsdb.frame.CorruptObjectException e) {
      assertThat(e).hasMessageContaining(KEY);
      return;
    } catch (dev.narthex.tsdb.frame.UnsupportedObjectException e) {
      // A flip in the version byte cannot be told from an object of a newer Narthex.
      return;
    }
    fail(what + " went unnoticed");
  }

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void entriesOutOfOrderAreSortedAndTheFirstOfEqualOnesWins(@ForAll long seed) {
    TimelineRows c = new Samples(seed).contribution(1, 9, 8);
    long[] times = c.timestamps().clone();
    java.util.Random random = new java.util.Random(seed);
    for (int i = 0; i < times.length; i++) {
      times[i] = 1000L * random.nextInt(6);
    }
    TimelineRows shuffled = new TimelineRows(c.identity(), c.kind(), c.targetLabels(), c.table(), times, new byte[times.length], c.rows());
    try (LevelZeroEncoder encoder = new LevelZeroEncoder()) {
      BlockDecoder decoder = BlockDecoder.of(KEY, encoder.encode(KEY, List.of(shuffled), List.of()).bytes(), Layout.empty());
      long[] kept = decoder.timelines().getFirst().timestamps();
      assertThat(kept).isSorted().doesNotHaveDuplicates();
      assertThat(kept).containsExactlyInAnyOrder(java.util.Arrays.stream(times).distinct().toArray());
      assertThat(decoder.timelines().getFirst().flags()).containsOnly(EntryFlag.OK);
    }
  }
}
