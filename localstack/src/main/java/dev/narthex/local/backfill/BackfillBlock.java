package dev.narthex.local.backfill;

import dev.narthex.model.Exemplar;
import dev.narthex.model.Labels;
import dev.narthex.tsdb.block.BlockPlan;
import dev.narthex.tsdb.block.BlockStream;
import dev.narthex.tsdb.block.ColumnExemplar;
import dev.narthex.tsdb.block.SubBlocks;
import dev.narthex.tsdb.column.ColumnValues;
import dev.narthex.tsdb.frame.ByteWriter;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutBuilder;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.TargetIdentity;
import dev.narthex.tsdb.timeline.Timeline;
import dev.narthex.tsdb.timeline.TimelineKey;
import dev.narthex.tsdb.timeline.TimelineKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Builds one block from series. Series of one {@code job} and {@code instance} with equal timestamps share a timeline; absence means
 * nothing in it, because the file says nothing about staleness.
 */
final class BackfillBlock {
  private static final Set<String> TARGET_LABELS = Set.of("job", "instance");
  private static final int ID_BYTES = 8;

  private final BackfillWindow window;
  private final LayoutBuilder builder = new LayoutBuilder();
  private final List<Part> parts = new ArrayList<>();
  private final Map<Labels, TargetIdentity> identities = new HashMap<>();
  private final Map<Key, List<Timeline>> byTimes = new HashMap<>();
  private final Map<TargetIdentity, Integer> variants = new HashMap<>();
  private final List<Timeline> timelines = new ArrayList<>();
  private long samples;

  /** The samples [from, to) of a series. */
  private record Part(SeriesBuffer series, int from, int to) {}

  private record Key(TargetIdentity identity, int hash) {}

  /**
   * What came out.
   *
   * @param id 16 hexadecimal digits: a hash of labels, timestamps and value bits
   */
  record Built(String id, byte[] bytes, long samples, int series) {}

  BackfillBlock(BackfillWindow window) {
    this.window = window;
  }

  /** Adds what a settled series has in the window. */
  void add(SeriesBuffer series) {
    int from = series.firstAt(window.from());
    int to = series.firstAt(window.before());
    if (from == to) {
      return;
    }
    Labels target = series.labels().keepOnly(TARGET_LABELS);
    TargetIdentity identity = identities.computeIfAbsent(target, BackfillBlock::identity);
    TimelineKey key = timeline(identity, series, from, to).key();
    builder.add(key, target, series.labels(), series.metadata());
    parts.add(new Part(series, from, to));
    samples += to - from;
  }

  private Timeline timeline(TargetIdentity identity, SeriesBuffer series, int from, int to) {
    List<Timeline> candidates = byTimes.computeIfAbsent(new Key(identity, series.hashOfTimes(from, to)), k -> new ArrayList<>(1));
    for (Timeline candidate : candidates) {
      if (series.hasTimes(from, to, candidate.timestamps())) {
        return candidate;
      }
    }
    int variant = variants.merge(identity, 1, Integer::sum) - 1;
    byte[] flags = new byte[to - from]; // all EntryFlag.OK
    assert EntryFlag.OK == 0;
    Timeline timeline = new Timeline(new TimelineKey(identity, TimelineKind.EXPLICIT, variant), series.times(from, to), flags);
    candidates.add(timeline);
    timelines.add(timeline);
    return timeline;
  }

  private static TargetIdentity identity(Labels target) {
    ByteBuffer hash = ByteBuffer.wrap(sha256().digest(("backfill\n" + target).getBytes(StandardCharsets.UTF_8)));
    return new TargetIdentity(hash.getLong(), hash.getLong());
  }

  boolean isEmpty() {
    return parts.isEmpty();
  }

  Built build() {
    Layout layout = builder.build();
    Part[] columns = new Part[layout.columns()];
    for (int i = 0; i < parts.size(); i++) {
      columns[builder.position(i)] = parts.get(i);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 20);
    MessageDigest digest = sha256();
    BlockPlan plan = BlockPlan.own(window.level(), layout, timelines, SubBlocks.covering(window.from(), window.before()));
    try (BlockStream stream = BlockStream.open(out, plan)) {
      ColumnValues values = new ColumnValues();
      ByteWriter hashed = new ByteWriter();
      for (int column = 0; column < columns.length; column++) {
        Part part = columns[column];
        fill(values.clear(), part);
        stream.column(values);
        for (Exemplar exemplar : part.series().exemplars()) {
          if (exemplar.timestamp() >= window.from() && exemplar.timestamp() < window.before()) {
            stream.exemplar(new ColumnExemplar(column, exemplar));
          }
        }
        hash(part, hashed.clear());
        digest.update(hashed.array(), 0, hashed.size());
      }
      stream.finish();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e); // into memory: does not happen
    }
    String id = HexFormat.of().formatHex(digest.digest(), 0, ID_BYTES);
    return new Built(id, out.toByteArray(), samples, columns.length);
  }

  private static void fill(ColumnValues values, Part part) {
    SeriesBuffer series = part.series();
    for (int i = part.from(); i < part.to(); i++) {
      byte exponent = series.exponent(i);
      if (exponent >= 0) {
        values.append(series.bits(i), exponent);
      } else {
        values.append(Double.longBitsToDouble(series.bits(i)));
      }
    }
  }

  private static void hash(Part part, ByteWriter out) {
    SeriesBuffer series = part.series();
    out.string(series.labels().toString()).varint(part.to() - part.from());
    for (int i = part.from(); i < part.to(); i++) {
      out.i64(series.time(i)).i64(series.bits(i)).u8(series.exponent(i) & 0xff);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
