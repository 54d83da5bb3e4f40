package dev.narthex.tsdb.block;

import dev.narthex.model.StaleMarker;
import dev.narthex.tsdb.column.ColumnValues;
import dev.narthex.tsdb.column.GroupReader;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.timeline.EntryWindow;
import dev.narthex.tsdb.timeline.Timeline;
import dev.narthex.tsdb.timeline.TimelineKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decodes the columns of one block, one piece (group and sub-block) at a time, from whatever bytes were read of it. Columns are numbered
 * delta first. Not thread-safe: threads take decoders of their own, {@link #another}, which share all but the scratch memory.
 */
public final class BlockDecoder {
  private final BlockSummary summary;
  private final Layout layout;
  private final Layout delta;
  private final List<Timeline> timelines;
  private final int[] deltaTimeline;
  private final int[] layoutTimeline;
  private final EntryWindow[][] windows;
  private final GroupReader group = new GroupReader();
  private final @Nullable EntryWindow[] columnWindows;
  private int firstColumn;

  /**
   * @param head see {@link BlockSummary#head}
   * @param layout the shared or own layout; {@link Layout#empty} for blocks without
   * @param delta see {@link BlockSummary#delta}
   */
  public BlockDecoder(BlockSummary summary, BlockHead head, Layout layout, Layout delta) {
    this.summary = summary;
    this.layout = layout;
    this.delta = delta;
    BlockShape shape = summary.shape();
    if (layout.columns() != shape.layoutColumns() || delta.columns() != shape.deltaColumns()) {
      throw new IllegalArgumentException("block " + summary.object() + " has " + shape.deltaColumns() + " + " + shape.layoutColumns()
          + " columns; the layouts given have " + delta.columns() + " + " + layout.columns());
    }
    timelines = head.timelines(layout);
    Map<TimelineKey, Integer> numbers = new HashMap<>();
    for (int i = 0; i < timelines.size(); i++) {
      numbers.put(timelines.get(i).key(), i);
    }
    deltaTimeline = BlockStream.timelineOfRows(delta, numbers);
    layoutTimeline = BlockStream.timelineOfRows(layout, numbers);
    windows = new EntryWindow[shape.subBlocks().count()][timelines.size()];
    for (int s = 0; s < windows.length; s++) {
      for (int t = 0; t < timelines.size(); t++) {
        windows[s][t] = shape.subBlocks().window(timelines.get(t), s);
      }
    }
    columnWindows = new EntryWindow[shape.groupSize()];
  }

  private BlockDecoder(BlockDecoder other) {
    summary = other.summary;
    layout = other.layout;
    delta = other.delta;
    timelines = other.timelines;
    deltaTimeline = other.deltaTimeline;
    layoutTimeline = other.layoutTimeline;
    windows = other.windows;
    columnWindows = new EntryWindow[summary.shape().groupSize()];
  }

  /** Reads a whole object: the simplest way to a decoder. */
  public static BlockDecoder of(String object, byte[] bytes, Layout shared) {
    BlockSummary summary = BlockSummary.of(object, bytes);
    Layout layout =
        summary.shape().layoutMode() == BlockShape.LayoutMode.OWN
            ? summary.ownLayout(p -> Arrays.copyOfRange(bytes, (int) p.offset(), (int) (p.offset() + p.length())))
            : summary.shape().layoutMode() == BlockShape.LayoutMode.SHARED ? shared : Layout.empty();
    return new BlockDecoder(summary, summary.head(bytes, 0), layout, summary.delta(bytes, 0));
  }

  /** A second decoder of the same block, for another thread or a second open piece. */
  public BlockDecoder another() {
    return new BlockDecoder(this);
  }

  public BlockSummary summary() {
    return summary;
  }

  public Layout layout() {
    return layout;
  }

  public Layout delta() {
    return delta;
  }

  public List<Timeline> timelines() {
    return timelines;
  }

  /** Columns of delta and layout. */
  public int columns() {
    return delta.columns() + layout.columns();
  }

  /** The timeline of a column, or −1 when the block has none for it. */
  public int timelineOf(int column) {
    int d = delta.columns();
    return column < d ? deltaTimeline[delta.target(column)] : layoutTimeline[layout.target(column - d)];
  }

  /** The entries of a timeline that belong to a sub-block. */
  public EntryWindow window(int timeline, int subBlock) {
    return windows[subBlock][timeline];
  }

  /** The full labels of a column. */
  public dev.narthex.model.Labels labels(int column) {
    int d = delta.columns();
    return column < d ? delta.labels(column) : layout.labels(column - d);
  }

  /**
   * Opens a piece.
   *
   * @param bytes hold the piece
   * @param bytesFrom offset in the object at which {@code bytes} begin
   */
  public void open(int groupNumber, int subBlock, byte[] bytes, long bytesFrom) {
    ByteRange range = summary.groupRange(groupNumber, subBlock, subBlock + 1);
    firstColumn = summary.shape().firstColumn(groupNumber);
    int n = summary.shape().columnsOf(groupNumber);
    for (int c = 0; c < n; c++) {
      int t = timelineOf(firstColumn + c);
      columnWindows[c] = t < 0 ? null : windows[subBlock][t];
    }
    int ordinal = summary.shape().piece(groupNumber, subBlock);
    group.open(summary.object(), ordinal, bytes, (int) (range.from() - bytesFrom), (int) (range.to() - bytesFrom), columnWindows, n);
  }

  /** Samples of a column within the open piece. */
  public int samples(int column) {
    return group.samples(column - firstColumn);
  }

  /**
   * Decodes a column of the open piece.
   *
   * @param out samples along the {@link #window} of the column's timeline and the open sub-block
   */
  public void column(int column, ColumnValues out) {
    group.column(column - firstColumn, out);
  }

  /**
   * Spreads floats over all entries of a window: absent entries hold the stale marker, which only a timeline that implies staleness
   * means so. Histograms are not spread.
   */
  public static void spread(ColumnValues column, EntryWindow window, double[] out, int at) {
    double[] values = column.values();
    long[] present = column.present();
    if (present == null && window.allOk()) {
      System.arraycopy(values, 0, out, at, column.size());
      return;
    }
    long[] bits = present == null ? window.ok() : present;
    int v = 0;
    for (int i = 0; i < window.size(); i++) {
      out[at + i] = (bits[i >> 6] >>> i & 1) != 0 ? values[v++] : StaleMarker.VALUE;
    }
  }
}
