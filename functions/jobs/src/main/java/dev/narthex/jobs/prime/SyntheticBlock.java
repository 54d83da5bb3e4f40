package dev.narthex.jobs.prime;

import dev.narthex.model.Labels;
import dev.narthex.model.MetricMetadata;
import dev.narthex.tsdb.block.BlockPlan;
import dev.narthex.tsdb.block.BlockStream;
import dev.narthex.tsdb.block.BlockSummary;
import dev.narthex.tsdb.block.SubBlocks;
import dev.narthex.tsdb.catalog.BlockKey;
import dev.narthex.tsdb.catalog.Catalog;
import dev.narthex.tsdb.catalog.CatalogChange;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.column.ColumnValues;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutBuilder;
import dev.narthex.tsdb.store.ObjectContent;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.TargetIdentity;
import dev.narthex.tsdb.timeline.Timeline;
import dev.narthex.tsdb.timeline.TimelineKey;
import dev.narthex.tsdb.timeline.TimelineKind;
import dev.narthex.tsdb.write.BlockCataloguer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * One block of {@link SyntheticDay}, as compaction would leave it. What makes real data irregular is in it: a target that fails for a
 * while, one whose timestamps are its own, imported ones of which absence means nothing, a series that is missing now and then.
 */
final class SyntheticBlock {
  private static final long STEP = 60_000;
  private static final int TARGETS = 8;
  private static final int FAILING = 1;
  private static final int JITTERED = 2;
  private static final int IMPORTED = 6;
  /** Every so many entries a series that is not always there is missing. */
  private static final int MISSING = 17;

  private final long from;
  private final long before;
  private final int level;
  private final LayoutBuilder layout = new LayoutBuilder();
  private final List<Column> columns = new ArrayList<>();
  private final List<Timeline> timelines = new ArrayList<>();

  private record Column(SyntheticSeries series, Timeline timeline) {}

  SyntheticBlock(int level, long from, long before) {
    this.level = level;
    this.from = from;
    this.before = before;
    int entries = (int) ((before - from) / STEP);
    long[] times = times(entries, 0);
    byte[] flags = new byte[entries]; // all EntryFlag.OK
    for (int target = 0; target < TARGETS; target++) {
      TimelineKind kind = target >= IMPORTED ? TimelineKind.EXPLICIT : TimelineKind.SCRAPED;
      TimelineKey key = new TimelineKey(new TargetIdentity(1, target), kind, 0);
      Timeline timeline =
          switch (target) {
            case FAILING -> new Timeline(key, times, failing(entries));
            case JITTERED -> new Timeline(key, times(entries, 7), flags);
            default -> new Timeline(key, times, flags);
          };
      timelines.add(timeline);
      String instance = "host-" + target + ":9100";
      for (SyntheticSeries series : SyntheticSeries.ALL) {
        Labels shared = Labels.of("instance", instance, "job", "prime");
        layout.add(key, shared, series.labels(shared), MetricMetadata.UNKNOWN);
        columns.add(new Column(series, timeline));
      }
    }
  }

  private long[] times(int entries, long jitter) {
    long[] times = new long[entries];
    for (int i = 0; i < entries; i++) {
      times[i] = from + i * STEP + jitter * (i % 3);
    }
    return times;
  }

  /** Good, then failed for a twelfth of the time, then good again. */
  private static byte[] failing(int entries) {
    byte[] flags = new byte[entries];
    for (int i = entries / 3; i < entries / 3 + entries / 12; i++) {
      flags[i] = EntryFlag.FAILED;
    }
    return flags;
  }

  /** Puts the block into stores. */
  void put(String tenant, Random noise, ObjectStore objects, Catalog catalog) {
    Layout sorted = layout.build();
    Column[] ordered = new Column[sorted.columns()];
    for (int i = 0; i < columns.size(); i++) {
      ordered[layout.position(i)] = columns.get(i);
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1 << 19);
    try (BlockStream block = BlockStream.open(bytes, BlockPlan.own(level, sorted, timelines, SubBlocks.covering(from, before)))) {
      ColumnValues values = new ColumnValues();
      for (Column column : ordered) {
        fill(values.clear(), column, noise);
        block.column(values);
      }
      block.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e); // into memory: does not happen
    }
    byte[] object = bytes.toByteArray();
    BlockKey key = new BlockKey.Compacted(level, tenant, from, before, "prime");
    objects.putIfAbsent(key.object(), ObjectContent.of(object));
    BlockSummary summary = BlockSummary.of(key.object(), object);
    catalog.commit(List.of(CatalogChange.put(BlockCataloguer.item(key, object.length, summary, before).encode(), Condition.absent())));
  }

  private static void fill(ColumnValues values, Column column, Random noise) {
    byte[] flags = column.timeline.flags();
    long[] present = new long[(flags.length + 63) >> 6];
    SyntheticSeries.Walk walk = column.series.walk(noise);
    for (int i = 0; i < flags.length; i++) {
      boolean missing = column.series.presence() == SyntheticSeries.Presence.SOMETIMES && i % MISSING == 0;
      if (flags[i] == EntryFlag.OK && !missing) {
        walk.append(values);
        present[i >> 6] |= 1L << i;
      }
    }
    if (column.series.presence() == SyntheticSeries.Presence.SOMETIMES) {
      values.present(present);
    }
  }
}
