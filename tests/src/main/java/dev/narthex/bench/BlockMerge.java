package dev.narthex.bench;

import dev.narthex.tsdb.block.BlockDecoder;
import dev.narthex.tsdb.block.BlockPlan;
import dev.narthex.tsdb.block.BlockShape;
import dev.narthex.tsdb.block.BlockStream;
import dev.narthex.tsdb.block.SubBlocks;
import dev.narthex.tsdb.column.ColumnValues;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutBuilder;
import dev.narthex.tsdb.timeline.EntryWindow;
import dev.narthex.tsdb.timeline.Timeline;
import dev.narthex.tsdb.timeline.TimelineKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Merges blocks whose timelines do not interleave (ticks of one recording) into one: the pure work of a compaction, without stores and
 * catalogue. All inputs stand in memory.
 */
final class BlockMerge {
  /** An input: its decoder, and where its columns go. */
  private static final class Input {
    final BenchBlock block;
    final BlockDecoder decoder;
    /** Entry of the merged timeline at which each timeline begins. */
    final int[] firstEntry;
    int openGroup = -1;

    Input(BenchBlock block) {
      this.block = block;
      decoder = block.decoder();
      firstEntry = new int[decoder.timelines().size()];
    }

    void open(int column) {
      BlockShape shape = decoder.summary().shape();
      int group = shape.groupOf(column);
      if (group != openGroup) {
        decoder.open(group, 0, block.bytes(), 0);
        openGroup = group;
      }
    }
  }

  private final List<Input> inputs = new ArrayList<>();

  BlockMerge(List<BenchBlock> blocks) {
    for (BenchBlock b : blocks) {
      inputs.add(new Input(b));
    }
  }

  private List<Timeline> timelines() {
    Map<TimelineKey, List<Timeline>> parts = new TreeMap<>();
    for (Input in : inputs) {
      for (int t = 0; t < in.firstEntry.length; t++) {
        List<Timeline> of = parts.computeIfAbsent(in.decoder.timelines().get(t).key(), k -> new ArrayList<>());
        in.firstEntry[t] = of.stream().mapToInt(Timeline::size).sum();
        of.add(in.decoder.timelines().get(t));
      }
    }
    List<Timeline> merged = new ArrayList<>();
    parts.forEach((key, of) -> {
      int size = of.stream().mapToInt(Timeline::size).sum();
      long[] times = new long[size];
      byte[] flags = new byte[size];
      int at = 0;
      for (Timeline t : of) {
        System.arraycopy(t.timestamps(), 0, times, at, t.size());
        System.arraycopy(t.flags(), 0, flags, at, t.size());
        at += t.size();
      }
      merged.add(new Timeline(key, times, flags));
    });
    return merged;
  }

  /** Merges to a block with a layout of its own. */
  BenchBlock merge(String key, int level) {
    List<Timeline> timelines = timelines();
    LayoutBuilder builder = new LayoutBuilder();
    List<int[]> entries = new ArrayList<>();
    Map<Layout, Integer> firstEntryOfLayout = new java.util.IdentityHashMap<>();
    int added = 0;
    for (Input in : inputs) {
      int[] of = new int[in.decoder.columns()];
      int delta = in.decoder.delta().columns();
      for (int c = 0; c < delta; c++) {
        of[c] = added + c;
      }
      builder.addAll(in.decoder.delta());
      added += delta;
      Integer known = firstEntryOfLayout.get(in.decoder.layout());
      if (known == null) {
        known = added;
        firstEntryOfLayout.put(in.decoder.layout(), added);
        builder.addAll(in.decoder.layout());
        added += in.decoder.layout().columns();
      }
      for (int c = delta; c < of.length; c++) {
        of[c] = known + c - delta;
      }
      entries.add(of);
    }
    Layout layout = builder.build();
    // Column of each input for each output column; a delta column and an empty base column may meet, so two slots.
    int[][] source = new int[inputs.size()][];
    int[][] deltaSource = new int[inputs.size()][];
    for (int i = 0; i < inputs.size(); i++) {
      source[i] = new int[layout.columns()];
      deltaSource[i] = new int[layout.columns()];
      Arrays.fill(source[i], -1);
      Arrays.fill(deltaSource[i], -1);
      int delta = inputs.get(i).decoder.delta().columns();
      for (int c = 0; c < entries.get(i).length; c++) {
        int column = builder.position(entries.get(i)[c]);
        (c < delta ? deltaSource : source)[i][column] = c;
      }
    }
    try {
      return write(key, level, timelines, layout, source, deltaSource);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private BenchBlock write(String key, int level, List<Timeline> timelines, Layout layout, int[][] source, int[][] deltaSource)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<Input> deltas = inputs.stream().map(i -> new Input(i.block)).toList();
    try (BlockStream stream = BlockStream.open(out, BlockPlan.own(level, layout, timelines, SubBlocks.ONE))) {
      ColumnValues merged = new ColumnValues();
      ColumnValues part = new ColumnValues();
      for (int c = 0; c < layout.columns(); c++) {
        merged.clear();
        int t = stream.timelineOf(c);
        int size = stream.timelines().get(t).size();
        long[] present = null;
        int covered = 0;
        for (int i = 0; i < inputs.size(); i++) {
          Input in = inputs.get(i);
          int column = source[i][c];
          if (column >= 0) {
            in.open(column);
            if (in.decoder.samples(column) == 0) {
              column = -1;
            }
          }
          if (column < 0 && deltaSource[i][c] >= 0) {
            in = deltas.get(i);
            column = deltaSource[i][c];
            in.open(column);
          }
          if (column < 0) {
            continue;
          }
          in.decoder.column(column, part);
          int timeline = in.decoder.timelineOf(column);
          EntryWindow window = in.decoder.window(timeline, 0);
          int first = inputs.get(i).firstEntry[timeline];
          if (present == null && (first != covered || part.present() != null || !window.allOk())) {
            present = new long[(size + 63) >> 6];
            set(present, 0, covered);
          }
          if (present != null) {
            long[] bits = part.present() == null ? window.ok() : part.present();
            for (int e = 0; e < window.size(); e++) {
              if ((bits[e >> 6] >>> e & 1) != 0) {
                present[first + e >> 6] |= 1L << first + e;
              }
            }
          }
          covered = first + window.size();
          merged.append(part, 0, part.size());
        }
        if (present == null && covered < size) {
          present = new long[(size + 63) >> 6];
          set(present, 0, covered);
        }
        merged.present(present);
        stream.column(merged);
      }
      stream.finish();
      return new BenchBlock(out.toByteArray(), stream.summary(key), Layout.empty());
    }
  }

  private static void set(long[] bits, int from, int to) {
    for (int e = from; e < to; e++) {
      bits[e >> 6] |= 1L << e;
    }
  }
}
