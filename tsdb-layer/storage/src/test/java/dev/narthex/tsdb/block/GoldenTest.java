package dev.narthex.tsdb.block;

import static org.assertj.core.api.Assertions.assertThat;

import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutObject;
import dev.narthex.tsdb.layout.LayoutReference;
import dev.narthex.tsdb.timeline.Timeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Objects of version 1 as they were written once: every later Narthex must read them alike. Beside each stands what is in it as text.
 * {@code -Dnarthex.golden.write=true} writes them anew, which is right only before a format is released.
 */
class GoldenTest {
  private static final Path FOLDER = Path.of("src/test/resources/golden/v1");
  private static final boolean WRITE = Boolean.getBoolean("narthex.golden.write");
  private static final List<TargetHealth> HEALTH =
      List.of(new TargetHealth(new dev.narthex.tsdb.timeline.TargetIdentity(0, 7), 1_795_285_850_334L, 0.25, "connection refused"));

  private static List<TimelineRows> rows() {
    Samples samples = new Samples(42);
    return List.of(samples.contribution(0, 40, 6), samples.contribution(1, 25, 3));
  }

  private static byte[] layout() {
    return LayoutObject.encode(LevelZeroEncoder.layoutOf(rows().subList(0, 1)));
  }

  private static byte[] based(byte[] layout) {
    Layout base = LayoutObject.decode("golden", layout);
    try (LevelZeroEncoder encoder = new LevelZeroEncoder()) {
      return encoder.encode("golden", new LayoutReference(LayoutObject.hash(layout), base), rows(), HEALTH).bytes();
    }
  }

  private static byte[] alone() {
    try (LevelZeroEncoder encoder = new LevelZeroEncoder()) {
      return encoder.encode("golden", rows(), HEALTH).bytes();
    }
  }

  private static byte[] day() throws IOException {
    byte[] alone = alone();
    BlockDecoder source = BlockDecoder.of("golden", alone, Layout.empty());
    SubBlocks subBlocks = new SubBlocks(3, source.summary().minTime(), 15_000);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (BlockStream stream = BlockStream.open(out, BlockPlan.own(3, source.delta(), source.timelines(), subBlocks).withAnnotation(new byte[] {1, 2}))) {
      source.open(0, 0, alone, 0);
      dev.narthex.tsdb.column.ColumnValues values = new dev.narthex.tsdb.column.ColumnValues();
      for (int c = 0; c < source.columns(); c++) {
        source.column(c, values);
        stream.column(values);
      }
      stream.finish();
    }
    return out.toByteArray();
  }

  /** Everything in a block, one line a sample. */
  private static String text(byte[] block, Layout shared) {
    StringBuilder out = new StringBuilder();
    BlockDecoder decoder = BlockDecoder.of("golden", block, shared);
    BlockSummary s = decoder.summary();
    out.append("shape ").append(s.shape()).append("\nsamples ").append(s.samples()).append(", series ").append(s.series()).append('\n');
    for (Timeline t : decoder.timelines()) {
      out.append("timeline ").append(t.key()).append(' ').append(java.util.Arrays.toString(t.timestamps())).append(' ')
          .append(java.util.Arrays.toString(t.flags())).append('\n');
    }
    out.append("health ").append(s.head(block, 0).health(shared)).append('\n');
    Map<String, String> lines = new TreeMap<>();
    BlockRoundTripTest.decoded(block, shared).forEach((key, points) -> {
      StringBuilder line = new StringBuilder();
      for (BlockRoundTripTest.Point p : points) {
        line.append("  ").append(p.time()).append(' ').append(p.flag()).append(' ').append(Long.toHexString(p.bits())).append(" start ").append(p.start());
        if (p.histogram() != null) {
          line.append(' ').append(histogram(p.histogram()));
        }
        line.append('\n');
      }
      lines.put(key.identity() + " " + key.labels(), line.toString());
    });
    lines.forEach((key, points) -> out.append(key).append('\n').append(points));
    for (ColumnExemplar e : s.exemplars(block, 0)) {
      out.append("exemplar ").append(e).append('\n');
    }
    return out.toString();
  }

  private static String histogram(dev.narthex.model.histogram.NativeHistogram h) {
    return h.resetHint() + " " + h.schema() + " " + h.zeroThreshold() + " " + h.zeroCount() + " " + h.count() + " "
        + Long.toHexString(Double.doubleToRawLongBits(h.sum())) + " " + java.util.Arrays.toString(h.positiveSpans())
        + java.util.Arrays.toString(h.positiveBuckets()) + java.util.Arrays.toString(h.negativeSpans())
        + java.util.Arrays.toString(h.negativeBuckets()) + java.util.Arrays.toString(h.customValues()) + (h.integer() ? " integer" : " float");
  }

  private static String text(Layout layout) {
    StringBuilder out = new StringBuilder();
    layout.targets().forEach(t -> out.append(t).append('\n'));
    for (int c = 0; c < layout.columns(); c++) {
      out.append(c).append(' ').append(layout.labels(c)).append(" row ").append(layout.target(c)).append(' ')
          .append(layout.metadata(layout.directory().metricOf(c))).append('\n');
    }
    return out.toString();
  }

  private static byte[] golden(String name, byte[] written) throws IOException {
    if (WRITE) {
      Files.createDirectories(FOLDER);
      Files.write(FOLDER.resolve(name), written);
    }
    try (InputStream in = GoldenTest.class.getResourceAsStream("/golden/v1/" + name)) {
      return WRITE ? written : java.util.Objects.requireNonNull(in, name).readAllBytes();
    }
  }

  private static void check(String name, byte[] bytes, String text) throws IOException {
    String expected = new String(golden(name + ".txt", text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    assertThat(text).as("what %s of %d bytes holds", name, bytes.length).isEqualTo(expected);
  }

  @Test
  void everyObjectOfVersionOneIsRead() throws IOException {
    byte[] layout = golden("base.layout", layout());
    Layout base = LayoutObject.decode("golden", layout);
    check("base.layout", layout, text(base));
    byte[] based = golden("level0.block", based(layout));
    check("level0.block", based, text(based, base));
    byte[] alone = golden("alone.block", alone());
    check("alone.block", alone, text(alone, Layout.empty()));
    byte[] day = golden("level3.block", day());
    check("level3.block", day, text(day, Layout.empty()));
    byte[] item = golden("level0.item", BlockSummary.of("golden", based).encode());
    assertThat(BlockSummary.decode("golden", item).encode()).isEqualTo(item);
  }

  @Test
  void everyObjectIsWrittenToTheSameBytes() throws IOException {
    Deflater deflater = new Deflater(6, true);
    deflater.setInput("aaaaaaaaaabcbcbcbcbcaaaaaaaaaab".getBytes(StandardCharsets.UTF_8));
    deflater.finish();
    byte[] probe = new byte[64];
    int n = deflater.deflate(probe);
    deflater.end();
    Assumptions.assumeTrue(
        java.util.HexFormat.of().formatHex(probe, 0, n).equals(PROBE), "skipped: this Java's zlib packs otherwise than the one that wrote the golden files");
    byte[] layout = layout();
    assertThat(layout).isEqualTo(golden("base.layout", layout));
    assertThat(based(layout)).isEqualTo(golden("level0.block", based(layout)));
    assertThat(alone()).isEqualTo(golden("alone.block", alone()));
    assertThat(day()).isEqualTo(golden("level3.block", day()));
  }

  /** What zlib 1.3 makes of the probe. */
  private static final String PROBE = "4b4c8481a464184c44880100";
}
