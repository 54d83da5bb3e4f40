package dev.narthex.tsdb.compact;

import dev.narthex.model.Labels;
import dev.narthex.model.TimeRange;
import dev.narthex.tsdb.block.BlockPlan;
import dev.narthex.tsdb.block.BlockStream;
import dev.narthex.tsdb.block.ColumnExemplar;
import dev.narthex.tsdb.block.SubBlocks;
import dev.narthex.tsdb.catalog.MetricRange;
import dev.narthex.tsdb.column.ColumnValues;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutBuilder;
import dev.narthex.tsdb.layout.LayoutIndex;
import dev.narthex.tsdb.layout.LayoutReference;
import dev.narthex.tsdb.read.TimelineUnion;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.Timeline;
import dev.narthex.tsdb.timeline.TimelineKey;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Merges blocks into one, column by column in layout order, so that only a group of each input is in memory beside labels and
 * timelines. A column is a series of a timeline: the same labels under two identities stay two columns, which readers merge.
 */
final class BlockMerge {
  private final List<BlockInput> inputs;
  private final MetricRange metrics;
  private final Map<TimelineKey, Merged> timelines = new TreeMap<>();
  private final Layout union;

  /** A timeline of the output. */
  private static final class Merged {
    final TimelineUnion union;
    final Timeline timeline;
    final int[] inputNumber;
    final int okEntries;

    Merged(TimelineKey key, List<Timeline> sources, int[] inputNumber) {
      union = TimelineUnion.of(sources, TimeRange.closed(Long.MIN_VALUE, Long.MAX_VALUE));
      timeline = new Timeline(key, union.timestamps(), union.flags());
      this.inputNumber = inputNumber;
      int ok = 0;
      for (byte flag : union.flags()) {
        ok += flag == EntryFlag.OK ? 1 : 0;
      }
      okEntries = ok;
    }
  }

  /** Inputs whose columns stand at the same output columns, because they have the same layout. */
  private static final class Route {
    final List<InputColumns> members = new ArrayList<>();
    final int[] from;
    final int[] to;
    int next;

    Route(int[] from, int[] to) {
      this.from = from;
      this.to = to;
    }
  }

  /**
   * @param inputs in the order in which of two values at one timestamp the first wins
   * @param metrics the names that go into the output
   */
  BlockMerge(List<BlockInput> inputs, MetricRange metrics) {
    this.inputs = inputs;
    this.metrics = metrics;
    mergeTimelines();
    union = unionOfLayouts();
  }

  private void mergeTimelines() {
    Map<TimelineKey, List<Timeline>> sources = new HashMap<>();
    Map<TimelineKey, int[]> numbers = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      for (Timeline timeline : inputs.get(i).timelines()) {
        List<Timeline> list = sources.computeIfAbsent(timeline.key(), k -> new ArrayList<>());
        int[] number = numbers.computeIfAbsent(timeline.key(), k -> {
          int[] none = new int[inputs.size()];
          Arrays.fill(none, -1);
          return none;
        });
        number[i] = list.size();
        list.add(timeline);
      }
    }
    sources.forEach((key, list) -> timelines.put(key, new Merged(key, list, numbers.getOrDefault(key, new int[0]))));
  }

  private Layout unionOfLayouts() {
    LayoutBuilder builder = new LayoutBuilder();
    Map<Layout, Boolean> seen = new IdentityHashMap<>();
    for (BlockInput input : inputs) {
      for (Layout layout : List.of(input.layout(), input.delta())) {
        if (seen.put(layout, true) == null) {
          for (int c = 0; c < layout.columns(); c++) {
            if (metrics.isAll() || metrics.contains(layout.metricName(c))) {
              var target = layout.targets().get(layout.target(c));
              builder.add(target.key(), target.shared(), layout.labels(c), layout.metadata(layout.directory().metricOf(c)));
            }
          }
        }
      }
    }
    return builder.build();
  }

  /** All series of the inputs: the layout of an output that has one of its own. */
  Layout layout() {
    return union;
  }

  /** The series that a base lacks, as a delta. */
  Layout missingIn(Layout base) {
    LayoutIndex index = new LayoutIndex(base);
    LayoutBuilder delta = new LayoutBuilder();
    for (int c = 0; c < union.columns(); c++) {
      var target = union.targets().get(union.target(c));
      Labels labels = union.labels(c);
      if (index.column(target.key(), labels) < 0) {
        delta.add(target.key(), target.shared(), labels, union.metadata(union.directory().metricOf(c)));
      }
    }
    return delta.build();
  }

  private List<Timeline> outputTimelines() {
    return timelines.values().stream().map(m -> m.timeline).toList();
  }

  /** The plan of an output whose layout is its own. */
  BlockPlan own(int level, SubBlocks subBlocks) {
    return BlockPlan.own(level, union, outputTimelines(), subBlocks);
  }

  /** The plan of an output over a base. */
  BlockPlan over(int level, LayoutReference base, Layout delta, SubBlocks subBlocks) {
    return BlockPlan.shared(level, base, delta, outputTimelines(), subBlocks);
  }

  /** Writes the output; may be called again, for another attempt at the same object. */
  BlockStream write(OutputStream out, BlockPlan plan) throws IOException {
    Layout delta = plan.delta();
    LayoutIndex inDelta = new LayoutIndex(delta);
    LayoutIndex inLayout = new LayoutIndex(plan.layout());
    List<Route> deltaRoutes = new ArrayList<>();
    List<Route> layoutRoutes = new ArrayList<>();
    Map<Layout, int[]> positions = new IdentityHashMap<>();
    routes(plan, inDelta, inLayout, positions, deltaRoutes, layoutRoutes);
    BlockStream stream = BlockStream.open(out, plan);
    try (stream) {
      ColumnMerge merge = new ColumnMerge();
      ColumnValues values = new ColumnValues();
      for (int c = 0; c < delta.columns(); c++) {
        column(stream, c, deltaRoutes, delta, c, merge, values);
      }
      for (int c = 0; c < plan.layout().columns(); c++) {
        column(stream, c, layoutRoutes, plan.layout(), c, merge, values);
      }
      exemplars(stream, positions);
      stream.finish();
    }
    return stream;
  }

  private void routes(
      BlockPlan plan, LayoutIndex inDelta, LayoutIndex inLayout, Map<Layout, int[]> positions, List<Route> deltaRoutes, List<Route> layoutRoutes) {
    Map<Layout, List<Route>> byLayout = new IdentityHashMap<>();
    for (BlockInput input : inputs) {
      for (boolean isDelta : new boolean[] {false, true}) {
        Layout labels = isDelta ? input.delta() : input.layout();
        if (labels.columns() == 0) {
          continue;
        }
        List<Route> routes = byLayout.computeIfAbsent(labels, l -> {
          int[] position = positions(l, plan, inDelta, inLayout);
          positions.put(l, position);
          Route toDelta = route(position, 0, plan.delta().columns());
          Route toLayout = route(position, plan.delta().columns(), Integer.MAX_VALUE);
          deltaRoutes.add(toDelta);
          layoutRoutes.add(toLayout);
          return List.of(toDelta, toLayout);
        });
        InputColumns columns = isDelta ? InputColumns.ofDelta(input) : InputColumns.ofLayout(input);
        routes.forEach(r -> r.members.add(columns));
      }
    }
  }

  /** For each column of an input's layout its output column, or −1 when its metric is not wanted. */
  private int[] positions(Layout labels, BlockPlan plan, LayoutIndex inDelta, LayoutIndex inLayout) {
    int[] position = new int[labels.columns()];
    for (int c = 0; c < position.length; c++) {
      position[c] = -1;
      if (metrics.isAll() || metrics.contains(labels.metricName(c))) {
        TimelineKey key = labels.targets().get(labels.target(c)).key();
        Labels full = labels.labels(c);
        int inBase = inLayout.column(key, full);
        position[c] = inBase >= 0 ? plan.delta().columns() + inBase : inDelta.column(key, full);
      }
    }
    return position;
  }

  /** The columns that go to output columns [first, end), by output column. */
  private static Route route(int[] position, int first, int end) {
    long[] pairs = new long[position.length];
    int n = 0;
    for (int c = 0; c < position.length; c++) {
      if (position[c] >= first && position[c] < end) {
        pairs[n++] = (long) (position[c] - first) << 32 | c;
      }
    }
    Arrays.sort(pairs, 0, n); // in order already unless two layouts share labels in different ways
    int[] from = new int[n];
    int[] to = new int[n];
    for (int i = 0; i < n; i++) {
      from[i] = (int) pairs[i];
      to[i] = (int) (pairs[i] >>> 32);
    }
    return new Route(from, to);
  }

  private void column(BlockStream stream, int output, List<Route> routes, Layout labels, int labelColumn, ColumnMerge merge, ColumnValues values)
      throws IOException {
    Merged merged = timelines.get(labels.targets().get(labels.target(labelColumn)).key());
    merge.start();
    if (merged != null) {
      for (Route route : routes) {
        while (route.next < route.to.length && route.to[route.next] == output) {
          for (InputColumns member : route.members) {
            add(member, route.from[route.next], merged, merge);
          }
          route.next++;
        }
      }
    }
    if (merged == null || merge.isEmpty()) {
      stream.empty(1);
    } else {
      merge.finish(merged.union, merged.okEntries, values);
      stream.column(values);
    }
  }

  private void add(InputColumns member, int column, Merged merged, ColumnMerge merge) {
    int timeline = member.timeline(column);
    if (timeline < 0) {
      return;
    }
    for (int s = 0; s < member.subBlocks(); s++) {
      if (member.samples(column, s) > 0) {
        member.decode(column, s, merge.buffer());
        merge.add(merged.union, timelineInput(merged, member), member.input().window(timeline, s));
      }
    }
  }

  private final Map<BlockInput, Integer> numberOf = new IdentityHashMap<>();

  private int timelineInput(Merged merged, InputColumns member) {
    if (numberOf.isEmpty()) {
      for (int i = 0; i < inputs.size(); i++) {
        numberOf.put(inputs.get(i), i);
      }
    }
    return merged.inputNumber[numberOf.getOrDefault(member.input(), -1)];
  }

  private void exemplars(BlockStream stream, Map<Layout, int[]> positions) {
    for (BlockInput input : inputs) {
      for (ColumnExemplar e : input.exemplars()) {
        int own = e.column() - input.delta().columns();
        int[] position = positions.get(own < 0 ? input.delta() : input.layout());
        int output = position == null ? -1 : position[own < 0 ? e.column() : own];
        if (output >= 0) {
          stream.exemplar(new ColumnExemplar(output, e.exemplar()));
        }
      }
    }
  }
}
