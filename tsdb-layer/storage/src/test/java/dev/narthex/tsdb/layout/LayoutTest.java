package dev.narthex.tsdb.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.model.MetricType;
import dev.narthex.tsdb.frame.CorruptObjectException;
import dev.narthex.tsdb.frame.UnsupportedObjectException;
import dev.narthex.tsdb.timeline.TargetIdentity;
import dev.narthex.tsdb.timeline.TimelineKey;
import dev.narthex.tsdb.timeline.TimelineKind;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LayoutTest {
  private static final MetricMetadata HISTOGRAM = new MetricMetadata(MetricType.HISTOGRAM, "Latency – in seconds.", "seconds");

  private static TimelineKey key(int n) {
    return new TimelineKey(new TargetIdentity(n, -n), TimelineKind.SCRAPED, 0);
  }

  private static Layout histograms(int targets) {
    LayoutBuilder builder = new LayoutBuilder();
    for (int t = targets - 1; t >= 0; t--) {
      Labels shared = Labels.of("instance", "host-" + t, "job", "app");
      for (String le : List.of("10", "2.5", "+Inf", "0.1", "1e-3")) {
        builder.add(key(t), shared, shared.edit().set("__name__", "latency_bucket").set("le", le).set("zone", "a").build(), HISTOGRAM);
      }
      builder.add(key(t), shared, shared.with("__name__", "up"), MetricMetadata.UNKNOWN);
    }
    return builder.build();
  }

  @Test
  void seriesStandByMetricThenTargetThenLabelsWithBoundsAsNumbers() {
    Layout layout = histograms(2);
    assertThat(layout.columns()).isEqualTo(12);
    assertThat(layout.directory().size()).isEqualTo(2);
    assertThat(layout.directory().name(0)).isEqualTo("latency_bucket");
    assertThat(layout.metadata(0)).isEqualTo(HISTOGRAM);
    assertThat(java.util.stream.IntStream.range(0, 5).mapToObj(c -> layout.labels(c).get("le"))).containsExactly("1e-3", "0.1", "2.5", "10", "+Inf");
    assertThat(layout.labels(5)).isEqualTo(Labels.of("__name__", "latency_bucket", "instance", "host-1", "job", "app", "le", "1e-3", "zone", "a"));
    assertThat(layout.labels(11)).isEqualTo(Labels.of("__name__", "up", "instance", "host-1", "job", "app"));
    assertThat(layout.labelNames()).containsExactly("le", "zone");
    assertThat(layout.labelValues(0)).containsExactlyInAnyOrder("1e-3", "0.1", "2.5", "10", "+Inf");
    assertThat(layout.labelValue(0, 11)).isEqualTo(-1);
  }

  @Test
  void equalLayoutsGiveEqualBytesWhateverTheOrderOfAdding() {
    LayoutBuilder again = new LayoutBuilder();
    again.addAll(histograms(3));
    again.addAll(histograms(2));
    assertThat(LayoutObject.encode(again.build())).isEqualTo(LayoutObject.encode(histograms(3)));
    assertThat(again.position(0)).isZero();
    assertThat(again.position(18)).as("the same series of the second layout").isZero();
  }

  @Test
  void aSeriesThatLacksASharedLabelKeepsItsLabels() {
    Labels shared = Labels.of("job", "app", "instance", "x");
    LayoutBuilder builder = new LayoutBuilder();
    builder.add(key(1), shared, Labels.of("__name__", "a", "job", "other", "instance", "x"), MetricMetadata.UNKNOWN);
    builder.add(key(1), shared, Labels.of("__name__", "a"), MetricMetadata.UNKNOWN);
    builder.add(key(1), shared, Labels.of("__name__", "a", "job", "app", "instance", "x"), MetricMetadata.UNKNOWN);
    Layout layout = LayoutObject.decode("layout/x", LayoutObject.encode(builder.build()));
    Set<Labels> all = new HashSet<>();
    for (int c = 0; c < layout.columns(); c++) {
      all.add(layout.labels(c));
      assertThat(layout.targets().get(layout.target(c)).key()).isEqualTo(key(1));
    }
    assertThat(all)
        .containsExactlyInAnyOrder(
            Labels.of("__name__", "a", "job", "other", "instance", "x"), Labels.of("__name__", "a"), Labels.of("__name__", "a", "job", "app", "instance", "x"));
  }

  private static Layout random(long seed) {
    Random random = new Random(seed);
    LayoutBuilder builder = new LayoutBuilder();
    String[] alphabet = {"a", "ä", "b", "😀", "\uFFFD", "le", "x\"y", "9", "10", "NaN", " "};
    for (int i = 0; i < 120; i++) {
      int t = random.nextInt(4);
      Labels shared = Labels.of("instance", "i" + t);
      Labels.Builder labels = (random.nextInt(9) == 0 ? Labels.empty() : shared).edit().set("__name__", alphabet[random.nextInt(5)]);
      for (int l = random.nextInt(4); l > 0; l--) {
        labels.set(alphabet[random.nextInt(alphabet.length)], alphabet[random.nextInt(alphabet.length)] + random.nextInt(3));
      }
      builder.add(key(t), shared, labels.build(), new MetricMetadata(MetricType.GAUGE, alphabet[random.nextInt(5)], ""));
    }
    return builder.build();
  }

  @Property(tries = 100)
  void everyLabelComesBackInOrder(@ForAll long seed) {
    Layout layout = random(seed);
    Layout decoded = LayoutObject.decode("layout/x", LayoutObject.encode(layout));
    assertThat(decoded.columns()).isEqualTo(layout.columns());
    assertThat(decoded.targets()).isEqualTo(layout.targets());
    LayoutIndex index = new LayoutIndex(decoded);
    for (int c = 0; c < layout.columns(); c++) {
      assertThat(decoded.labels(c)).isEqualTo(layout.labels(c));
      assertThat(decoded.target(c)).isEqualTo(layout.target(c));
      assertThat(decoded.metadata(decoded.directory().metricOf(c))).isEqualTo(layout.metadata(layout.directory().metricOf(c)));
      assertThat(index.column(layout.targets().get(layout.target(c)).key(), layout.labels(c))).isEqualTo(c);
      if (c > 0) {
        assertThat(SeriesOrder.compare(layout, c - 1, decoded, c)).isNegative();
      }
    }
    LayoutSummary summary = LayoutObject.summary("layout/x", LayoutObject.encode(layout));
    LayoutSummary again = LayoutSummary.decode("item", summary.encode());
    assertThat(again.encode()).isEqualTo(summary.encode());
    assertThat(again.parts()).isEqualTo(summary.parts());
  }

  @Property(tries = 300)
  void aJoinFindsWhatLookingUpEachSeriesFinds(@ForAll long seed, @ForAll boolean unlike) {
    Layout a = random(seed);
    LayoutBuilder builder = new LayoutBuilder();
    // Part of the same series, those of one timeline said to share other labels in the second case, and series of its own.
    Random random = new Random(seed);
    for (int c = 0; c < a.columns(); c++) {
      LayoutTarget target = a.targets().get(a.target(c));
      if (random.nextInt(3) > 0) {
        Labels shared = unlike && target.key().equals(key(1)) ? Labels.empty() : target.shared();
        builder.add(target.key(), shared, a.labels(c), MetricMetadata.UNKNOWN);
      }
    }
    builder.addAll(random(seed + 1));
    Layout b = builder.build();
    for (Layout[] pair : new Layout[][] {{a, b}, {b, a}, {a, a}, {a, Layout.empty()}, {Layout.empty(), b}}) {
      LayoutIndex index = new LayoutIndex(pair[0]);
      int[] found = new LayoutJoin(pair[0]).columnsOf(pair[1]);
      assertThat(found).hasSize(pair[1].columns());
      for (int c = 0; c < found.length; c++) {
        assertThat(found[c]).isEqualTo(index.column(pair[1].targets().get(pair[1].target(c)).key(), pair[1].labels(c)));
      }
    }
  }

  @Test
  void partsAreReadByRangeAndUnwantedDictionariesNotAtAll() {
    byte[] bytes = LayoutObject.encode(histograms(3));
    LayoutSummary summary = LayoutObject.summary("layout/x", bytes);
    assertThat(summary.parts()).extracting(LayoutPart::name).containsExactly("directory", "targets", "metadata", "label le", "label zone");
    Layout layout =
        LayoutSections.read("layout/x", summary.parts(), p -> p.name().equals("label zone") ? null : Arrays.copyOfRange(bytes, (int) p.offset(), (int) (p.offset() + p.length())));
    assertThat(layout.labels(0)).isEqualTo(Labels.of("__name__", "latency_bucket", "instance", "host-0", "job", "app", "le", "1e-3"));
    assertThat(LayoutSections.directory("layout/x", bytes, summary.parts().getFirst(), 0).columns()).isEqualTo(18);
  }

  @Test
  void everyFlippedBitAndEveryCutIsNamed() {
    byte[] bytes = LayoutObject.encode(histograms(2));
    for (int bit = 0; bit < bytes.length * 8; bit++) {
      byte[] damaged = bytes.clone();
      damaged[bit / 8] ^= (byte) (1 << bit % 8);
      mustFail(damaged, "bit " + bit);
    }
    for (int length = 0; length < bytes.length; length++) {
      mustFail(Arrays.copyOf(bytes, length), "length " + length);
    }
  }

  private static void mustFail(byte[] damaged, String what) {
    try {
      LayoutObject.decode("layout/day/hash", damaged);
    } catch (CorruptObjectException e) {
      assertThat(e.object()).isEqualTo("layout/day/hash");
      return;
    } catch (UnsupportedObjectException e) {
      // A flip in the version byte cannot be told from an object of a newer Narthex.
      return;
    }
    fail(what + " went unnoticed");
  }

  @Test
  void aDamagedPartIsNamed() {
    byte[] bytes = LayoutObject.encode(histograms(2));
    LayoutPart label = LayoutObject.summary("l", bytes).parts().get(3);
    bytes[(int) label.offset() + 3] ^= 1;
    assertThatThrownBy(() -> LayoutObject.decode("l", bytes)).hasMessage("object l is corrupt in its label le: the checksum does not match");
  }

  @Test
  void manyIdsFitIntoAFewBytesEach() {
    Random random = new Random(5);
    LayoutBuilder builder = new LayoutBuilder();
    Labels shared = Labels.of("job", "cadvisor");
    for (int pod = 0; pod < 200; pod++) {
      String id = Long.toHexString(random.nextLong()) + Long.toHexString(random.nextLong());
      for (int m = 0; m < 20; m++) {
        builder.add(key(1), shared, shared.edit().set("__name__", "container_metric_" + m).set("id", id).set("pod", "pod-" + pod).build(), MetricMetadata.UNKNOWN);
      }
    }
    // 4,000 series; the ids alone are 200 × 16 random bytes.
    assertThat(LayoutObject.encode(builder.build()).length).isLessThan(6_000);
  }
}
