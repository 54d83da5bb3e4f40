package dev.narthex.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.model.StaleMarker;
import dev.narthex.tsdb.column.ColumnValues;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.EntryWindow;
import dev.narthex.tsdb.timeline.TargetIdentity;
import dev.narthex.tsdb.timeline.TimelineKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Staleness is presence: what a block says of series that come and go, of failed scrapes and of ends. */
class PresenceTest {
  private static final byte[] FLAGS = {EntryFlag.OK, EntryFlag.OK, EntryFlag.FAILED, EntryFlag.OK, EntryFlag.END};

  /** One letter an entry and series: a digit is a value, '.' absent. */
  private static BlockDecoder block(TimelineKind kind, byte[] flags, String... series) {
    List<Labels> labels = new ArrayList<>();
    for (int i = 0; i < series.length; i++) {
      labels.add(Labels.of("__name__", "m" + i));
    }
    SeriesTable table = SeriesTable.of(labels, labels.stream().map(l -> MetricMetadata.UNKNOWN).toList());
    long[] times = new long[flags.length];
    List<Row> rows = new ArrayList<>();
    for (int e = 0; e < flags.length; e++) {
      times[e] = 1000 + 15_000L * e;
      double[] values = new double[series.length];
      long[] present = new long[1];
      for (int i = 0; i < series.length; i++) {
        if (series[i].charAt(e) != '.') {
          values[i] = series[i].charAt(e) - '0';
          present[0] |= 1L << i;
        }
      }
      rows.add(new Row(series.length, values, new long[series.length], new byte[series.length], present, null, null, List.of()));
    }
    TimelineRows contribution = new TimelineRows(new TargetIdentity(1, 2), kind, Labels.empty(), table, times, flags, rows);
    try (LevelZeroEncoder encoder = new LevelZeroEncoder()) {
      byte[] bytes = encoder.encode("b", List.of(contribution), List.of()).bytes();
      BlockDecoder decoder = BlockDecoder.of("b", bytes, Layout.empty());
      if (decoder.columns() > 0) {
        decoder.open(0, 0, bytes, 0);
      }
      return decoder;
    }
  }

  private static String spread(BlockDecoder decoder, int column) {
    ColumnValues values = new ColumnValues();
    decoder.column(column, values);
    EntryWindow window = decoder.window(0, 0);
    double[] out = new double[window.size()];
    BlockDecoder.spread(values, window, out, 0);
    StringBuilder text = new StringBuilder();
    for (double v : out) {
      text.append(StaleMarker.isStale(v) ? "." : String.valueOf((int) v));
    }
    return text.toString();
  }

  @Test
  void eachSeriesIsPresentExactlyWhereItWas() {
    String[] series = {"12.3.", "0000.", ".1.2.", "1....", "...1.", "5555."};
    BlockDecoder decoder = block(TimelineKind.SCRAPED, FLAGS, series);
    for (int i = 0; i < series.length; i++) {
      assertThat(spread(decoder, i)).isEqualTo(series[i]);
    }
    assertThat(decoder.timelines().getFirst().flags()).isEqualTo(FLAGS);
  }

  @Test
  void aDenseSeriesAndASyntheticOneNeedNoBitmap() {
    BlockDecoder decoder = block(TimelineKind.SCRAPED, FLAGS, "12.3.", "1111.");
    ColumnValues values = new ColumnValues();
    decoder.column(0, values);
    assertThat(values.present()).as("every OK entry").isNull();
    decoder.column(1, values);
    assertThat(values.present()).containsExactly(0b01111L);
  }

  @Test
  void aFailedScrapeOrAnEndAloneIsABlockWithATimelineAndWithoutSamples() {
    BlockDecoder failed = block(TimelineKind.SCRAPED, new byte[] {EntryFlag.FAILED}, "0", ".");
    assertThat(failed.columns()).as("the synthetic series only").isEqualTo(1);
    assertThat(spread(failed, 0)).isEqualTo("0");
    BlockDecoder end = block(TimelineKind.SCRAPED, new byte[] {EntryFlag.END}, ".");
    assertThat(end.columns()).isZero();
    assertThat(end.timelines().getFirst().flags()).containsExactly(EntryFlag.END);
    assertThat(end.summary().minTime()).isEqualTo(1000);
    assertThat(end.summary().samples()).isZero();
  }

  @Test
  void aMetricThatVanishesAsAWholeLeavesItsColumnEmptyUnderTheBase() {
    SeriesTable table =
        SeriesTable.of(List.of(Labels.of("__name__", "a"), Labels.of("__name__", "b")), List.of(MetricMetadata.UNKNOWN, MetricMetadata.UNKNOWN));
    TimelineRows both = rows(table, 0, Row.of(new double[] {1, 2}, new long[] {1, 2}, new byte[2]));
    Row onlyA = new Row(2, new double[] {1, 0}, new long[] {1, 0}, new byte[2], new long[] {1}, null, null, List.of());
    try (LevelZeroEncoder encoder = new LevelZeroEncoder()) {
      var base = dev.narthex.tsdb.layout.LayoutReference.of(LevelZeroEncoder.layoutOf(List.of(both)));
      byte[] bytes = encoder.encode("b", base, List.of(rows(table, 60_000, onlyA)), List.of()).bytes();
      BlockDecoder decoder = BlockDecoder.of("b", bytes, base.layout());
      decoder.open(0, 0, bytes, 0);
      assertThat(decoder.samples(0)).isEqualTo(1);
      assertThat(decoder.samples(1)).isZero();
      assertThat(decoder.timelines().getFirst().timestamps()).containsExactly(60_000);
      assertThat(spread(decoder, 1)).isEqualTo(".");
    }
  }

  private static TimelineRows rows(SeriesTable table, long time, Row row) {
    return new TimelineRows(new TargetIdentity(3, 4), TimelineKind.SCRAPED, Labels.empty(), table, new long[] {time}, new byte[1], List.of(row));
  }

  @Test
  void explicitMarkersOfRemoteWriteAreValues() {
    SeriesTable table = SeriesTable.of(List.of(Labels.of("__name__", "a")), List.of(MetricMetadata.UNKNOWN));
    Row marker = Row.of(new double[] {StaleMarker.VALUE}, new long[1], new byte[] {-1});
    TimelineRows c = new TimelineRows(new TargetIdentity(5, 6), TimelineKind.EXPLICIT, Labels.empty(), table, new long[] {7}, new byte[1], List.of(marker));
    try (LevelZeroEncoder encoder = new LevelZeroEncoder()) {
      byte[] bytes = encoder.encode("b", List.of(c), List.of()).bytes();
      BlockDecoder decoder = BlockDecoder.of("b", bytes, Layout.empty());
      decoder.open(0, 0, bytes, 0);
      ColumnValues values = new ColumnValues();
      decoder.column(0, values);
      assertThat(Arrays.stream(values.values()).limit(1).mapToObj(Double::doubleToRawLongBits)).containsExactly(StaleMarker.BITS);
      assertThat(decoder.timelines().getFirst().key().kind().impliesStaleness()).isFalse();
    }
  }
}
