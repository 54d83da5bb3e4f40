package dev.narthex.tsdb.block;

import dev.narthex.tsdb.column.ColumnValues;
import dev.narthex.tsdb.column.GroupWriter;
import dev.narthex.tsdb.frame.ByteWriter;
import dev.narthex.tsdb.frame.ObjectKind;
import dev.narthex.tsdb.frame.ObjectWriter;
import dev.narthex.tsdb.frame.Section;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutPart;
import dev.narthex.tsdb.layout.LayoutSections;
import dev.narthex.tsdb.timeline.EntryWindow;
import dev.narthex.tsdb.timeline.Timeline;
import dev.narthex.tsdb.timeline.TimelineKey;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes a block column by column: first the columns of the delta, then those of the layout, each once. Holds one group per
 * sub-block in memory, so a day of a million series takes a few megabytes beside its layout and timelines.
 *
 * <p>Use: {@link #open}, {@link #column} or {@link #empty} for every column, {@link #finish}. Not thread-safe. Closing releases native
 * memory; it neither finishes the object nor closes the stream.
 */
public final class BlockStream implements AutoCloseable {
  private static final int DEFLATE_LEVEL = 6;

  private final ObjectWriter object;
  private final BlockPlan plan;
  private final List<Timeline> timelines;
  private final int[] deltaTimeline;
  private final int[] layoutTimeline;
  private final EntryWindow[][] windows;
  private final GroupWriter[] groups;
  private final List<ColumnExemplar> exemplars = new ArrayList<>();
  private final ByteWriter piece = new ByteWriter(1 << 14);
  private int[] lengths = new int[64];
  private int lengthCount;
  private int next;
  private long samples;
  private int series;
  private byte[] headBytes = new byte[0];
  private long headEnd;
  private long groupsFrom;
  private long length;
  private List<LayoutPart> layoutParts = List.of();
  private @Nullable LayoutPart exemplarPart;

  private BlockStream(OutputStream out, BlockPlan plan, GroupWriter @Nullable [] reused) throws IOException {
    this.plan = plan;
    object = new ObjectWriter(out, ObjectKind.BLOCK);
    timelines = BlockHead.order(plan.timelines(), plan.mode(), plan.layout());
    Map<TimelineKey, Integer> numbers = new HashMap<>();
    for (int i = 0; i < timelines.size(); i++) {
      if (numbers.put(timelines.get(i).key(), i) != null) {
        throw new IllegalArgumentException("two timelines with key " + timelines.get(i).key());
      }
    }
    deltaTimeline = timelineOfRows(plan.delta(), numbers);
    layoutTimeline = timelineOfRows(plan.layout(), numbers);
    int subBlocks = plan.subBlocks().count();
    windows = new EntryWindow[subBlocks][timelines.size()];
    groups = reused != null ? reused : new GroupWriter[subBlocks];
    for (int s = 0; s < subBlocks; s++) {
      for (int t = 0; t < timelines.size(); t++) {
        windows[s][t] = plan.subBlocks().window(timelines.get(t), s);
      }
      if (reused == null) {
        groups[s] = new GroupWriter(DEFLATE_LEVEL);
      }
    }
    head();
  }

  /** Begins a block: writes its head. The stream gets the whole object, front to back. */
  public static BlockStream open(OutputStream out, BlockPlan plan) throws IOException {
    return new BlockStream(out, plan, null);
  }

  /** Begins a block of one sub-block with a writer that outlives it. */
  static BlockStream open(OutputStream out, BlockPlan plan, GroupWriter group) throws IOException {
    return new BlockStream(out, plan, new GroupWriter[] {group});
  }

  /** For every row of a layout the number of its timeline, or −1. */
  static int[] timelineOfRows(Layout layout, Map<TimelineKey, Integer> numbers) {
    int[] timeline = new int[layout.targets().size()];
    for (int i = 0; i < timeline.length; i++) {
      timeline[i] = numbers.getOrDefault(layout.targets().get(i).key(), -1);
    }
    return timeline;
  }

  private void head() throws IOException {
    ByteWriter head = new ByteWriter();
    BlockHead.write(plan, timelines, groups[0], head);
    headBytes = head.toByteArray();
    headEnd = object.section(BlockSections.HEAD, head).end();
    groupsFrom = headEnd;
    if (plan.delta().columns() > 0) {
      ByteWriter delta = new ByteWriter();
      LayoutSections.writeInline(plan.delta(), delta);
      groupsFrom = object.section(BlockSections.DELTA, delta).end();
    }
  }

  /** Columns of the block: delta and layout. */
  public int columns() {
    return plan.delta().columns() + plan.layout().columns();
  }

  /** Number of the next column. */
  public int nextColumn() {
    return next;
  }

  /** The timelines in the order of the block: what {@link #timelineOf} numbers. */
  public List<Timeline> timelines() {
    return timelines;
  }

  /** The timeline of a column (delta columns first), or −1 when the block has none for it: such a column must be empty. */
  public int timelineOf(int column) {
    int delta = plan.delta().columns();
    return column < delta ? deltaTimeline[plan.delta().target(column)] : layoutTimeline[plan.layout().target(column - delta)];
  }

  /** Writes columns without samples. */
  public void empty(int count) throws IOException {
    ColumnValues none = new ColumnValues().clear();
    for (int i = 0; i < count; i++) {
      int t = timelineOf(next);
      none.present(t < 0 ? null : new long[(timelines.get(t).size() + 63) >> 6]);
      column(none);
    }
  }

  /**
   * Writes the next column.
   *
   * @param values samples along all entries of the column's timeline; {@link ColumnValues#present} bits count from its first entry
   */
  public void column(ColumnValues values) throws IOException {
    int t = timelineOf(next);
    if (t < 0) {
      if (values.size() > 0) {
        throw new IllegalArgumentException("column " + next + " has samples but no timeline");
      }
      for (GroupWriter g : groups) {
        g.absent();
      }
    } else if (groups.length == 1) {
      EntryWindow window = windows[0][t];
      check(values.size(), values.present(), window);
      groups[0].column(values, 0, values.size(), t, window, values.present());
    } else {
      split(values, t);
    }
    if (values.size() > 0) {
      samples += values.size();
      series++;
    }
    next++;
    int delta = plan.delta().columns();
    if (next == delta || next == columns() || (next < delta ? next : next - delta) % plan.groupSize() == 0) {
      flush();
    }
  }

  private void check(int size, long @Nullable [] present, EntryWindow window) {
    int expected = window.okCount();
    if (present != null) {
      expected = 0;
      for (int i = 0; i < window.ok().length; i++) {
        expected += Long.bitCount(present[i]);
      }
    }
    if (size != expected) {
      throw new IllegalArgumentException("column " + next + " has " + size + " samples for " + expected + " entries");
    }
  }

  private void split(ColumnValues values, int t) {
    long[] present = values.present();
    int from = 0;
    for (int s = 0; s < groups.length; s++) {
      EntryWindow window = windows[s][t];
      int to = from;
      long[] bits = null;
      if (present == null) {
        to += window.okCount();
      } else {
        bits = new long[window.ok().length];
        for (int i = 0; i < window.size(); i++) {
          int entry = window.from() + i;
          if ((present[entry >> 6] >>> entry & 1) != 0) {
            bits[i >> 6] |= 1L << i;
            to++;
          }
        }
      }
      if (to > values.size()) {
        throw new IllegalArgumentException("column " + next + " has " + values.size() + " samples, its presence names more");
      }
      groups[s].column(values, from, to, t, window, bits);
      from = to;
    }
    if (from != values.size()) {
      throw new IllegalArgumentException("column " + next + " has " + values.size() + " samples, its presence names " + from);
    }
  }

  private void flush() throws IOException {
    if (groups[0].columns() == 0) {
      return;
    }
    for (GroupWriter g : groups) {
      piece.clear();
      g.finish(lengthCount, piece);
      object.piece(piece);
      if (lengthCount == lengths.length) {
        lengths = Arrays.copyOf(lengths, lengthCount * 2);
      }
      lengths[lengthCount++] = piece.size();
    }
  }

  /** Adds an exemplar of a column; in any order, before {@link #finish}. */
  public void exemplar(ColumnExemplar exemplar) {
    exemplars.add(exemplar);
  }

  /** Bytes given to the stream so far. */
  public long written() {
    return object.written();
  }

  /**
   * Writes the end of the object.
   *
   * @return its length
   * @throws IllegalStateException when columns are missing
   */
  public long finish() throws IOException {
    if (next != columns()) {
      throw new IllegalStateException("the block has " + columns() + " columns, " + next + " were written");
    }
    object.endPieces(BlockSections.GROUPS);
    if (plan.mode() == BlockShape.LayoutMode.OWN) {
      layoutParts = LayoutSections.write(plan.layout(), object, BlockSections.LAYOUT);
    }
    if (!exemplars.isEmpty()) {
      exemplars.sort(java.util.Comparator.comparingInt(ColumnExemplar::column));
      ByteWriter out = new ByteWriter();
      ExemplarSection.write(exemplars, out);
      Section section = object.section(BlockSections.EXEMPLARS, out);
      exemplarPart = new LayoutPart("exemplars", object.sections() - 1, section.offset(), section.length());
    }
    if (plan.annotation().length > 0) {
      object.section(BlockSections.ANNOTATION, new ByteWriter().bytes(plan.annotation()));
    }
    if (plan.attachment().length > 0) {
      object.section(BlockSections.ATTACHMENT, new ByteWriter().bytes(plan.attachment()));
    }
    ByteWriter end = new ByteWriter();
    end.varint(samples).varint(series).varint(exemplars.size()).varint(lengthCount);
    for (int i = 0; i < lengthCount; i++) {
      end.varint(lengths[i]);
    }
    object.section(BlockSections.LENGTHS, end);
    length = object.finish();
    return length;
  }

  /**
   * The summary of the finished object, equal to the one its bytes give.
   *
   * @param key of the object
   */
  public BlockSummary summary(String key) {
    if (length == 0) {
      throw new IllegalStateException("the block is not finished");
    }
    long[] range = BlockHead.timeRange(timelines.stream().map(Timeline::timestamps).toList());
    return new BlockSummary(
        key,
        new BlockSummary.Content(
            plan.shape(), length, range[0], range[1], headEnd, groupsFrom, samples, series, exemplars.size(), exemplarPart, headBytes,
            Arrays.copyOf(lengths, lengthCount), SummaryCodec.names(plan.delta()), layoutParts,
            plan.mode() == BlockShape.LayoutMode.OWN ? plan.layout().directory() : null, plan.annotation()));
  }

  @Override
  public void close() {
    for (GroupWriter g : groups) {
      g.close();
    }
  }
}
