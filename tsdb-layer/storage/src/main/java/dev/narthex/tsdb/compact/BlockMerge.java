package dev.narthex.tsdb.compact;

import dev.narthex.model.TimeRange;
import dev.narthex.tsdb.block.BlockPlan;
import dev.narthex.tsdb.block.BlockStream;
import dev.narthex.tsdb.block.ColumnExemplar;
import dev.narthex.tsdb.block.SubBlocks;
import dev.narthex.tsdb.catalog.MetricRange;
import dev.narthex.tsdb.column.ColumnValues;
import dev.narthex.tsdb.frame.Inflate;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutBuilder;
import dev.narthex.tsdb.layout.LayoutJoin;
import dev.narthex.tsdb.layout.LayoutReference;
import dev.narthex.tsdb.layout.LayoutTarget;
import dev.narthex.tsdb.layout.SharedLabels;
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
  /** 256 kB of samples and no more columns than a group of level 0 has. */
  private static final int SAMPLES_ABREAST = 1 << 15;

  private static final int MOST_ABREAST = 256;

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

  /** The columns of one input on their way to the columns of an output's layout or delta. */
  private static final class Route {
    final InputColumns columns;
    final Places places;
    int next;

    Route(InputColumns columns, Places places) {
      this.columns = columns;
      this.places = places;
    }
  }

  /** Columns of a layout and where they go, by output column; the same for all inputs that have the layout. */
  private record Places(int[] from, int[] to) {}

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
      if (SharedLabels.of(sources).allAlike()) {
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

  /** Where the columns of a source stand in a layout, wanted or not. */
  private int[] placesOf(Layout source, Layout layout) {
    if (placesIn != layout) {
      LayoutJoin join = new LayoutJoin(layout);
      places.clear();
      sources.forEach(s -> places.put(s, join.columnsOf(s)));
      placesIn = layout;
    }
    return places.getOrDefault(source, new int[0]);
  }

  /** The series that a base lacks, as a delta. */
  Layout missingIn(Layout base) {
    LayoutBuilder delta = new LayoutBuilder();
    for (Layout source : sources) {
      if (source == base) {
        continue;
      }
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
    List<Route> deltaRoutes = new ArrayList<>();
    List<Route> layoutRoutes = new ArrayList<>();
    Map<Layout, int[]> positions = new IdentityHashMap<>();
    routes(plan, positions, deltaRoutes, layoutRoutes);
    BlockStream stream = BlockStream.open(out, plan);
    try (stream) {
      columns(stream, plan.delta(), deltaRoutes);
      columns(stream, plan.layout(), layoutRoutes);
      exemplars(stream, positions);
      stream.finish();
    }
    return stream;
  }

  /**
   * Merges all columns of a layout. A few stand side by side in memory, so that each input in turn gives its part of all of them: where
   * inputs are many and short, going from input to input for every column costs more than decoding.
   */
  private void columns(BlockStream stream, Layout layout, List<Route> routes) throws IOException {
    @Nullable Merged[] rows = rows(layout);
    ColumnMerge[] merges = new ColumnMerge[Math.min(layout.columns(), abreast())];
    Arrays.setAll(merges, i -> new ColumnMerge());
    ColumnValues piece = new ColumnValues();
    for (int first = 0; first < layout.columns(); first += merges.length) {
      int end = Math.min(layout.columns(), first + merges.length);
      for (int c = first; c < end; c++) {
        merges[c - first].start();
      }
      for (Route route : routes) {
        int[] to = route.places.to;
        for (; route.next < to.length && to[route.next] < end; route.next++) {
          int output = to[route.next];
          Merged merged = rows[layout.target(output)];
          if (merged != null) {
            add(route.columns, route.places.from[route.next], merged, merges[output - first], piece);
          }
        }
      }
      for (int c = first; c < end; c++) {
        Merged merged = rows[layout.target(c)];
        ColumnMerge merge = merges[c - first];
        if (merged == null || merge.isEmpty()) {
          stream.empty(1);
        } else {
          stream.column(merge.finish(merged.union, merged.okEntries));
        }
      }
    }
  }

  /** How many columns to merge side by side: what a processor's cache holds. */
  private int abreast() {
    int longest = 1;
    for (Merged m : timelines.values()) {
      longest = Math.max(longest, m.timeline.size());
    }
    return Math.clamp(SAMPLES_ABREAST / longest, 1, MOST_ABREAST);
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
    LayoutJoin inDelta = new LayoutJoin(plan.delta());
    Inflate inflate = new Inflate();
    Map<Layout, Places> toDelta = new IdentityHashMap<>();
    Map<Layout, Places> toLayout = new IdentityHashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      BlockInput input = inputs.get(i);
      for (Layout labels : List.of(input.delta(), input.layout())) {
        if (labels.columns() == 0) {
          continue;
        }
        if (!positions.containsKey(labels)) {
          int[] position = positions(labels, plan, inDelta);
          positions.put(labels, position);
          toDelta.put(labels, places(position, 0, plan.delta().columns()));
          toLayout.put(labels, places(position, plan.delta().columns(), Integer.MAX_VALUE));
        }
        InputColumns columns = labels == input.delta() ? InputColumns.ofDelta(input, i, inflate) : InputColumns.ofLayout(input, i, inflate);
        route(columns, toDelta.get(labels), deltaRoutes);
        route(columns, toLayout.get(labels), layoutRoutes);
      }
    }
  }

  private static void route(InputColumns columns, @Nullable Places places, List<Route> routes) {
    if (places != null && places.to.length > 0) {
      routes.add(new Route(columns, places));
    }
  }

  /** For each column of an input's layout its output column, or −1 when its metric is not wanted. */
  private int[] positions(Layout source, BlockPlan plan, LayoutJoin delta) {
    int[] inLayout = placesOf(source, plan.layout());
    int[] inDelta = delta.columnsOf(source);
    int[] position = new int[source.columns()];
    for (int m = 0; m < source.directory().size(); m++) {
      boolean wanted = isWanted(source.directory().name(m));
      int first = source.directory().firstColumn(m);
      for (int c = first; c < first + source.directory().columnCount(m); c++) {
        position[c] = !wanted ? -1 : inLayout[c] >= 0 ? plan.delta().columns() + inLayout[c] : inDelta[c];
      }
    }
    return position;
  }

  /** The columns that go to output columns [first, end), by output column. */
  private static Places places(int[] position, int first, int end) {
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
    return new Places(from, to);
  }

  private static void add(InputColumns from, int column, Merged merged, ColumnMerge merge, ColumnValues piece) {
    int timeline = from.timeline(column);
    if (timeline < 0) {
      return;
    }
    for (int s = 0; s < from.subBlocks(); s++) {
      if (from.samples(column, s) > 0) {
        from.decode(column, s, piece);
        merge.add(piece, merged.union, merged.inputNumber[from.number()], from.input().window(timeline, s));
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
