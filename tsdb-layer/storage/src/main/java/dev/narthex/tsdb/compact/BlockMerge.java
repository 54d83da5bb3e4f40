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
import dev.narthex.tsdb.layout.LayoutTarget;
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
import org.jspecify.annotations.Nullable;

/**
 * Merges blocks into one, column by column in layout order, so that only a group of each input is in memory beside labels and
 * timelines. A column is a series of a timeline: the same labels under two identities stay two columns, which readers merge.
 */
final class BlockMerge {
  private final List<BlockInput> inputs;
  private final MetricRange metrics;
  private final Map<TimelineKey, Merged> timelines = new TreeMap<>();
  /** All distinct layouts and deltas of the inputs that have columns. */
  private final List<Layout> sources;

  private @Nullable Layout union;
  /** For each source where its columns stand in the layout of the output, −1 = not there. */
  private final Map<Layout, int[]> places = new IdentityHashMap<>();

  private @Nullable Layout placesIn;

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
    Map<Layout, Boolean> seen = new IdentityHashMap<>();
    sources = new ArrayList<>();
    for (BlockInput input : inputs) {
      for (Layout layout : List.of(input.layout(), input.delta())) {
        if (layout.columns() > 0 && seen.put(layout, true) == null) {
          sources.add(layout);
        }
      }
    }
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

  private boolean isWanted(String metric) {
    return metrics.isAll() || metrics.contains(metric);
  }

  /** All series of the inputs: the layout of an output that has one of its own. */
  Layout layout() {
    if (union == null) {
      LayoutBuilder builder = new LayoutBuilder();
      List<int[]> added = sources.stream().map(source -> builder.addAll(source, this::isWanted)).toList();
      union = builder.build();
      if (shareAlike()) {
        for (int i = 0; i < added.size(); i++) {
          int[] place = added.get(i);
          for (int c = 0; c < place.length; c++) {
            place[c] = place[c] < 0 ? -1 : builder.position(place[c]);
          }
          places.put(sources.get(i), place);
        }
        placesIn = union;
      }
    }
    return union;
  }

  /** Whether all sources have the same shared labels for each timeline: only then a series cannot stand in two rows of the union. */
  private boolean shareAlike() {
    Map<TimelineKey, Labels> shared = new HashMap<>();
    for (Layout source : sources) {
      for (LayoutTarget row : source.targets()) {
        Labels known = shared.putIfAbsent(row.key(), row.shared());
        if (known != null && !known.equals(row.shared())) {
          return false;
        }
      }
    }
    return true;
  }

  /** Where the columns of a source stand in a layout, wanted or not. */
  private int[] placesOf(Layout source, Layout layout) {
    if (placesIn != layout) {
      LayoutIndex index = new LayoutIndex(layout);
      places.clear();
      sources.forEach(s -> places.put(s, index.columnsOf(s)));
      placesIn = layout;
    }
    return places.getOrDefault(source, new int[0]);
  }

  /** The series that a base lacks, as a delta. */
  Layout missingIn(Layout base) {
    LayoutBuilder delta = new LayoutBuilder();
    for (Layout source : sources) {
      int[] place = placesOf(source, base);
      for (int c = 0; c < place.length; c++) {
        if (place[c] < 0 && isWanted(source.metricName(c))) {
          LayoutTarget target = source.targets().get(source.target(c));
          delta.add(target.key(), target.shared(), source.labels(c), source.metadata(source.directory().metricOf(c)));
        }
      }
    }
    return delta.build();
  }

  private List<Timeline> outputTimelines() {
    return timelines.values().stream().map(m -> m.timeline).toList();
  }

  /** The plan of an output whose layout is its own. */
  BlockPlan own(int level, SubBlocks subBlocks) {
    return BlockPlan.own(level, layout(), outputTimelines(), subBlocks);
  }

  /** The plan of an output over a base. */
  BlockPlan over(int level, LayoutReference base, Layout delta, SubBlocks subBlocks) {
    return BlockPlan.shared(level, base, delta, outputTimelines(), subBlocks);
  }

  /** Writes the output; may be called again, for another attempt at the same object. */
  BlockStream write(OutputStream out, BlockPlan plan) throws IOException {
    Layout delta = plan.delta();
    List<Route> deltaRoutes = new ArrayList<>();
    List<Route> layoutRoutes = new ArrayList<>();
    Map<Layout, int[]> positions = new IdentityHashMap<>();
    routes(plan, positions, deltaRoutes, layoutRoutes);
    @Nullable Merged[] deltaRows = rows(delta);
    @Nullable Merged[] layoutRows = rows(plan.layout());
    BlockStream stream = BlockStream.open(out, plan);
    try (stream) {
      ColumnMerge merge = new ColumnMerge();
      ColumnValues values = new ColumnValues();
      for (int c = 0; c < delta.columns(); c++) {
        column(stream, c, deltaRoutes, deltaRows[delta.target(c)], merge, values);
      }
      for (int c = 0; c < plan.layout().columns(); c++) {
        column(stream, c, layoutRoutes, layoutRows[plan.layout().target(c)], merge, values);
      }
      exemplars(stream, positions);
      stream.finish();
    }
    return stream;
  }

  /** The timeline of each row of a layout, null where no input has it. */
  private @Nullable Merged[] rows(Layout layout) {
    @Nullable Merged[] rows = new Merged[layout.targets().size()];
    for (int r = 0; r < rows.length; r++) {
      rows[r] = timelines.get(layout.targets().get(r).key());
    }
    return rows;
  }

  private void routes(BlockPlan plan, Map<Layout, int[]> positions, List<Route> deltaRoutes, List<Route> layoutRoutes) {
    LayoutIndex inDelta = new LayoutIndex(plan.delta());
    Map<Layout, List<Route>> byLayout = new IdentityHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      BlockInput input = inputs.get(i);
      for (boolean isDelta : new boolean[] {false, true}) {
        Layout labels = isDelta ? input.delta() : input.layout();
        if (labels.columns() == 0) {
          continue;
        }
        List<Route> routes = byLayout.computeIfAbsent(labels, l -> {
          int[] position = positions(l, plan, inDelta);
          positions.put(l, position);
          Route toDelta = route(position, 0, plan.delta().columns());
          Route toLayout = route(position, plan.delta().columns(), Integer.MAX_VALUE);
          deltaRoutes.add(toDelta);
          layoutRoutes.add(toLayout);
          return List.of(toDelta, toLayout);
        });
        InputColumns columns = isDelta ? InputColumns.ofDelta(input, i) : InputColumns.ofLayout(input, i);
        routes.forEach(r -> r.members.add(columns));
      }
    }
  }

  /** For each column of an input's layout its output column, or −1 when its metric is not wanted. */
  private int[] positions(Layout source, BlockPlan plan, LayoutIndex inDelta) {
    int[] inLayout = placesOf(source, plan.layout());
    int[] position = new int[source.columns()];
    for (int c = 0; c < position.length; c++) {
      position[c] = -1;
      if (isWanted(source.metricName(c))) {
        position[c] =
            inLayout[c] >= 0 ? plan.delta().columns() + inLayout[c] : inDelta.column(source.targets().get(source.target(c)).key(), source.labels(c));
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

  private static void column(BlockStream stream, int output, List<Route> routes, @Nullable Merged merged, ColumnMerge merge, ColumnValues values)
      throws IOException {
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

  private static void add(InputColumns member, int column, Merged merged, ColumnMerge merge) {
    int timeline = member.timeline(column);
    if (timeline < 0) {
      return;
    }
    for (int s = 0; s < member.subBlocks(); s++) {
      if (member.samples(column, s) > 0) {
        member.decode(column, s, merge.buffer());
        merge.add(merged.union, merged.inputNumber[member.number()], member.input().window(timeline, s));
      }
    }
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
