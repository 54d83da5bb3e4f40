package dev.narthex.tsdb.block;

import dev.narthex.model.Labels;
import dev.narthex.tsdb.column.ColumnValues;
import dev.narthex.tsdb.column.GroupWriter;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutBuilder;
import dev.narthex.tsdb.layout.LayoutIndex;
import dev.narthex.tsdb.layout.LayoutReference;
import dev.narthex.tsdb.timeline.Timeline;
import dev.narthex.tsdb.timeline.TimelineKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encodes level-0 blocks. Keeps, from block to block, where the series of each timeline's {@link SeriesTable} stand in the base layout; the
 * bytes do not depend on what it remembers. Not thread-safe.
 */
public final class LevelZeroEncoder implements AutoCloseable {
  private static final int DEFLATE_LEVEL = 6;

  private final GroupWriter group = new GroupWriter(DEFLATE_LEVEL);
  private final ColumnValues values = new ColumnValues();
  private Map<TimelineKey, Mapping> mappings = new HashMap<>();
  private @Nullable Layout indexed;
  private @Nullable LayoutIndex index;

  /**
   * Where the series of a table stand.
   *
   * @param columns column of the base layout, or −1
   * @param missing the series that have none
   */
  private record Mapping(Layout base, SeriesTable table, int[] columns, int[] missing) {}

  /** A layout of all series that occur in the rows: what a new base is made of. */
  public static Layout layoutOf(List<TimelineRows> contributions) {
    LayoutBuilder builder = new LayoutBuilder();
    addTo(builder, contributions);
    return builder.build();
  }

  /** A layout of all series of another one and of the rows: a base that grows. */
  public static Layout union(Layout base, List<TimelineRows> contributions) {
    LayoutBuilder builder = new LayoutBuilder();
    builder.addAll(base);
    addTo(builder, contributions);
    return builder.build();
  }

  private static void addTo(LayoutBuilder builder, List<TimelineRows> contributions) {
    for (OrderedRows rows : OrderedRows.of(contributions)) {
      RowGatherer gatherer = new RowGatherer(rows.rows(), rows.timeline().flags());
      SeriesTable table = rows.table();
      for (int i = 0; i < table.size(); i++) {
        if (gatherer.has(i)) {
          builder.add(rows.timeline().key(), rows.shared(), table.labels(i), table.metadata(i));
        }
      }
    }
  }

  /** Encodes a block whose series are all labelled within it. */
  public EncodedBlock encode(String object, List<TimelineRows> contributions, List<TargetHealth> health) {
    return encode(object, BlockShape.LayoutMode.NONE, "", Layout.empty(), contributions, health, BlockPlan.NO_ANNOTATION);
  }

  /**
   * Encodes a block over a base layout; series that the base lacks are labelled within the block.
   *
   * @param object key of the block, for its summary
   */
  public EncodedBlock encode(String object, LayoutReference base, List<TimelineRows> contributions, List<TargetHealth> health) {
    return encode(object, base, contributions, health, BlockPlan.NO_ANNOTATION);
  }

  /** The same, with an attachment: see {@link BlockAttachment}. */
  public EncodedBlock encode(String object, LayoutReference base, List<TimelineRows> contributions, List<TargetHealth> health, byte[] attachment) {
    return encode(object, BlockShape.LayoutMode.SHARED, base.hash(), base.layout(), contributions, health, attachment);
  }

  private EncodedBlock encode(
      String object,
      BlockShape.LayoutMode mode,
      String hash,
      Layout base,
      List<TimelineRows> contributions,
      List<TargetHealth> health,
      byte[] attachment) {
    List<OrderedRows> rows = OrderedRows.of(contributions);
    Map<TimelineKey, Mapping> used = new HashMap<>();
    List<Timeline> timelines = new ArrayList<>(rows.size());
    RowGatherer[] gatherers = new RowGatherer[rows.size()];
    Mapping[] mapping = new Mapping[rows.size()];
    LayoutBuilder delta = new LayoutBuilder();
    IntegerList deltaOwners = new IntegerList();
    IntegerList deltaSeries = new IntegerList();
    int[] owner = new int[base.columns()];
    int[] series = new int[base.columns()];
    Arrays.fill(owner, -1);
    for (int t = 0; t < gatherers.length; t++) {
      OrderedRows r = rows.get(t);
      timelines.add(r.timeline());
      gatherers[t] = new RowGatherer(r.rows(), r.timeline().flags());
      mapping[t] = mapping(r, base);
      used.put(r.timeline().key(), mapping[t]);
      int[] columns = mapping[t].columns;
      for (int i = 0; i < columns.length; i++) {
        if (columns[i] >= 0) {
          owner[columns[i]] = t;
          series[columns[i]] = i;
        }
      }
      for (int i : mapping[t].missing) {
        if (gatherers[t].has(i)) {
          delta.add(r.timeline().key(), r.shared(), r.table().labels(i), r.table().metadata(i));
          deltaOwners.add(t);
          deltaSeries.add(i);
        }
      }
    }
    mappings = used;
    Layout deltaLayout = delta.build();
    int[] allOwners = new int[deltaLayout.columns() + owner.length];
    int[] allSeries = new int[allOwners.length];
    for (int i = 0; i < deltaOwners.size(); i++) {
      allOwners[delta.position(i)] = deltaOwners.get(i);
      allSeries[delta.position(i)] = deltaSeries.get(i);
    }
    System.arraycopy(owner, 0, allOwners, deltaLayout.columns(), owner.length);
    System.arraycopy(series, 0, allSeries, deltaLayout.columns(), owner.length);
    BlockPlan plan =
        new BlockPlan(0, mode, hash, base, deltaLayout, timelines, health, SubBlocks.ONE, BlockPlan.LEVEL_ZERO_GROUP, BlockPlan.NO_ANNOTATION, attachment);
    return write(object, plan, rows, gatherers, allOwners, allSeries);
  }

  private EncodedBlock write(String object, BlockPlan plan, List<OrderedRows> rows, RowGatherer[] gatherers, int[] owners, int[] series) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
    group.clear();
    try {
      @SuppressWarnings("resource") // The group writer lives as long as this encoder.
      BlockStream block = BlockStream.open(out, plan, group);
      for (int c = 0; c < owners.length; c++) {
        if (owners[c] < 0) {
          block.empty(1);
        } else {
          gatherers[owners[c]].gather(series[c], values);
          block.column(values);
        }
      }
      exemplars(block, rows, owners, series);
      block.finish();
      return new EncodedBlock(out.toByteArray(), block.summary(object));
    } catch (IOException e) {
      throw new UncheckedIOException("a byte array cannot fail", e);
    }
  }

  private static void exemplars(BlockStream block, List<OrderedRows> rows, int[] owners, int[] series) {
    for (int t = 0; t < rows.size(); t++) {
      int[] columns = null;
      for (Row row : rows.get(t).rows()) {
        for (SeriesExemplar e : row.exemplars()) {
          if (columns == null) {
            columns = columnsOf(t, owners, series, rows.get(t).table().size());
          }
          if (columns[e.series()] >= 0) {
            block.exemplar(new ColumnExemplar(columns[e.series()], e.exemplar()));
          }
        }
      }
    }
  }

  private static int[] columnsOf(int timeline, int[] owners, int[] series, int size) {
    int[] columns = new int[size];
    Arrays.fill(columns, -1);
    for (int c = 0; c < owners.length; c++) {
      if (owners[c] == timeline) {
        columns[series[c]] = c;
      }
    }
    return columns;
  }

  private Mapping mapping(OrderedRows rows, Layout base) {
    SeriesTable table = rows.table();
    TimelineKey key = rows.timeline().key();
    Mapping known = mappings.get(key);
    boolean sameBase = known != null && known.base == base;
    if (known != null && sameBase && known.table == table) {
      return known;
    }
    int[] columns = new int[table.size()];
    int[] missing = new int[table.size()];
    int n = 0;
    int i = 0;
    if (known != null && sameBase) {
      // A table that grew keeps the label objects of the one before.
      for (int end = Math.min(columns.length, known.columns.length); i < end && table.labels(i) == known.table.labels(i); i++) {
        columns[i] = known.columns[i];
        if (columns[i] < 0) {
          missing[n++] = i;
        }
      }
    }
    Map<Labels, Integer> columnsOfBase = i < columns.length ? indexOf(base).columns(key) : Map.of();
    for (; i < columns.length; i++) {
      columns[i] = columnsOfBase.getOrDefault(table.labels(i), -1);
      if (columns[i] < 0) {
        missing[n++] = i;
      }
    }
    return new Mapping(base, table, columns, Arrays.copyOf(missing, n));
  }

  private LayoutIndex indexOf(Layout base) {
    LayoutIndex known = index;
    if (known == null || indexed != base) {
      known = new LayoutIndex(base);
      index = known;
      indexed = base;
    }
    return known;
  }

  @Override
  public void close() {
    group.close();
  }
}
