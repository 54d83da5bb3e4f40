package dev.narthex.tsdb.read;

import dev.narthex.model.Labels;
import dev.narthex.model.TimeRange;
import dev.narthex.promql.source.SeriesGroup;
import dev.narthex.tsdb.timeline.Timeline;
import dev.narthex.tsdb.timeline.TimelineKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Merges what several blocks hold of the same series, by labels, and sorts the series into groups that share timestamps.
 *
 * <p>The timestamps of a series are those of all timelines it occurs in, from all blocks in the range, also blocks that lack the
 * series: at an entry that implies staleness and has no sample of it, it is stale. Entries of explicit timelines imply nothing:
 * where only such an entry stands and the series has no sample, the series has no timestamp either, and goes to a group of series
 * with the same gaps. At equal timestamps a value beats a stale point, and of two values the first block's wins.
 */
final class SeriesMerge {
  private final TimeRange range;
  private final List<Map<TimelineKey, Timeline>> timelines;
  private final Map<Labels, List<Piece>> series = new HashMap<>();
  private final Map<List<TimelineKey>, Threads> threads = new HashMap<>();

  /**
   * @param timelines of all blocks in the range that can hold the targets, in the order of the read
   */
  SeriesMerge(TimeRange range, List<Map<TimelineKey, Timeline>> timelines) {
    this.range = range;
    this.timelines = timelines;
  }

  /** The timelines that a set of series lives in, laid over each other. */
  private static final class Threads {
    final TimelineUnion union;
    final Map<TimelineKey, int[]> inputs = new HashMap<>();
    final Map<List<Long>, MergedGroup> groups = new LinkedHashMap<>();

    Threads(List<TimelineKey> keys, List<Map<TimelineKey, Timeline>> timelines, TimeRange range) {
      List<Timeline> all = new ArrayList<>();
      for (int block = 0; block < timelines.size(); block++) {
        for (TimelineKey key : keys) {
          Timeline timeline = timelines.get(block).get(key);
          if (timeline != null) {
            inputs.computeIfAbsent(key, k -> noInputs(timelines.size()))[block] = all.size();
            all.add(timeline);
          }
        }
      }
      union = TimelineUnion.of(all, range);
    }

    private static int[] noInputs(int blocks) {
      int[] none = new int[blocks];
      Arrays.fill(none, -1);
      return none;
    }

    int input(Piece piece) {
      int[] blocks = inputs.get(piece.timeline());
      int input = blocks == null ? -1 : blocks[piece.block()];
      if (input < 0) {
        throw new IllegalStateException("block " + piece.block() + " has a column without its timeline " + piece.timeline());
      }
      return input;
    }
  }

  /** Adds a column; pieces of one series come in block order. */
  void add(Labels labels, Piece piece) {
    if (piece.column().size() > 0) {
      series.computeIfAbsent(labels, l -> new ArrayList<>(4)).add(piece);
    }
  }

  /** The groups, by the labels of their first series; series without a sample in the range are left out. */
  List<SeriesGroup> groups() {
    List<Labels> sorted = new ArrayList<>(series.keySet());
    sorted.sort(null);
    List<MergedGroup> groups = new ArrayList<>();
    for (Labels labels : sorted) {
      List<Piece> pieces = series.getOrDefault(labels, List.of());
      Threads set = threads.computeIfAbsent(keys(pieces), k -> new Threads(k, timelines, range));
      int[] inputs = pieces.stream().mapToInt(set::input).toArray();
      MergedSeries merged = new MergedSeries(labels, pieces, inputs);
      if (!merged.hasSample(set.union)) {
        continue;
      }
      long[] known = set.union.allImplied() ? null : merged.known(set.union);
      List<Long> gaps = known == null ? List.of() : Arrays.stream(known).boxed().toList();
      MergedGroup group = set.groups.get(gaps);
      if (group == null) {
        group = new MergedGroup(set.union, known);
        set.groups.put(gaps, group);
        groups.add(group);
      }
      group.add(merged);
    }
    groups.sort(Comparator.comparing(g -> g.labels(0)));
    return List.copyOf(groups);
  }

  private static List<TimelineKey> keys(List<Piece> pieces) {
    TimelineKey first = pieces.getFirst().timeline();
    boolean one = true;
    for (Piece piece : pieces) {
      one &= piece.timeline().equals(first);
    }
    if (one) {
      return List.of(first);
    }
    TreeSet<TimelineKey> keys = new TreeSet<>();
    pieces.forEach(p -> keys.add(p.timeline()));
    return List.copyOf(keys);
  }
}
