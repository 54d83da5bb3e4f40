package dev.narthex.tsdb.read;

import dev.narthex.model.Labels;
import dev.narthex.model.TimeRange;
import dev.narthex.promql.source.SeriesGroup;
import dev.narthex.tsdb.timeline.EntryWindow;
import dev.narthex.tsdb.timeline.Timeline;
import dev.narthex.tsdb.timeline.TimelineKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Merges what several blocks hold of the same series, by labels, and sorts the series into groups that share timestamps.
 *
 * <p>The timestamps of a series are those of all timelines it occurs in, from all blocks in the range, also blocks that lack the
 * series: at an entry that implies staleness and has no sample of it, it is stale. Entries of explicit timelines imply nothing:
 * where only such an entry stands and the series has no sample, the series has no timestamp either, and goes to a group of series
 * with the same gaps. At equal timestamps a value beats a stale point, and of two values the first block's wins.
 */
final class SeriesMerge {
  /** Series that a group holds at most: a group is read by one thread, and few series should keep many busy. */
  private static final int GROUP = 8;

  private final TimeRange range;
  private final List<Map<TimelineKey, Timeline>> timelines;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<List<TimelineKey>, Threads> threads = new HashMap<>();
  private final Map<UnionKey, Union> unions = new HashMap<>();

  /** A series and its pieces so far. */
  private record Entry(Labels labels, List<Piece> pieces) {}

  /**
   * @param timelines of all blocks in the range that can hold the targets, in the order of the read
   */
  SeriesMerge(TimeRange range, List<Map<TimelineKey, Timeline>> timelines) {
    this.range = range;
    this.timelines = timelines;
  }

  /** Timelines laid over each other, and the groups of series that have grown on them. */
  private static final class Union {
    final TimelineUnion timeline;
    final Map<List<Long>, MergedGroup> groups = new HashMap<>();

    Union(TimelineUnion timeline) {
      this.timeline = timeline;
    }

    /** The group to put a series into, when it is there already and not full. */
    @Nullable MergedGroup open(List<Long> gaps) {
      MergedGroup group = groups.get(gaps);
      return group == null || group.size() >= GROUP ? null : group;
    }
  }

  /** Entries by identity: blocks give targets with equal entries the same arrays, so that their series come into common groups. */
  private record UnionKey(List<Timeline> inputs) {
    @Override
    public boolean equals(Object o) {
      if (!(o instanceof UnionKey other) || other.inputs.size() != inputs.size()) {
        return false;
      }
      for (int i = 0; i < inputs.size(); i++) {
        Timeline a = inputs.get(i);
        Timeline b = other.inputs.get(i);
        if (!a.sharesEntries(b) || a.key().kind().impliesStaleness() != b.key().kind().impliesStaleness()) {
          return false;
        }
      }
      return true;
    }

    @Override
    public int hashCode() {
      int hash = 0;
      for (Timeline input : inputs) {
        hash = 31 * hash + System.identityHashCode(input.timestamps());
      }
      return hash;
    }
  }

  /** The timelines that a set of series lives in. */
  private final class Threads {
    final Union union;
    /** Ascending. */
    private final List<TimelineKey> keys;
    /** By key, then by block: the number among the union's inputs; -1 where the block lacks the timeline. */
    private final int[] inputs;

    Threads(List<TimelineKey> keys) {
      this.keys = keys;
      int blocks = timelines.size();
      inputs = new int[keys.size() * blocks];
      List<Timeline> all = new ArrayList<>(inputs.length);
      for (int block = 0; block < blocks; block++) {
        for (int k = 0; k < keys.size(); k++) {
          Timeline timeline = timelines.get(block).get(keys.get(k));
          inputs[k * blocks + block] = timeline == null ? -1 : all.size();
          if (timeline != null) {
            all.add(timeline);
          }
        }
      }
      union = unions.computeIfAbsent(new UnionKey(all), k -> new Union(TimelineUnion.of(k.inputs, range)));
    }

    /** The columns of a series, one after another, with the input that each belongs to. */
    MergedSeries merged(Labels labels, List<Piece> pieces) {
      if (pieces.size() == 1) {
        Piece piece = pieces.getFirst();
        int[] inputs = new int[piece.windows().length];
        Arrays.fill(inputs, input(piece));
        return new MergedSeries(labels, piece.windows(), piece.columns().columns(), inputs, piece.columns().traits());
      }
      int n = 0;
      int traits = 0;
      for (Piece piece : pieces) {
        n += piece.windows().length;
        traits |= piece.columns().traits();
      }
      EntryWindow[] windows = new EntryWindow[n];
      DecodedColumn[] columns = new DecodedColumn[n];
      int[] inputs = new int[n];
      n = 0;
      for (Piece piece : pieces) {
        int length = piece.windows().length;
        System.arraycopy(piece.windows(), 0, windows, n, length);
        System.arraycopy(piece.columns().columns(), 0, columns, n, length);
        Arrays.fill(inputs, n, n + length, input(piece));
        n += length;
      }
      return new MergedSeries(labels, windows, columns, inputs, traits);
    }

    private int input(Piece piece) {
      int key = keys.size() == 1 ? 0 : Collections.binarySearch(keys, piece.timeline());
      int input = key < 0 ? -1 : inputs[key * timelines.size() + piece.block()];
      if (input < 0) {
        throw new IllegalStateException("block " + piece.block() + " has a column without its timeline " + piece.timeline());
      }
      return input;
    }
  }

  /** Adds what a block holds; blocks come in their order. Best in ascending order of labels. */
  void add(int block, List<BlockRead.Found> found) {
    for (BlockRead.Found f : found) {
      entries.add(new Entry(f.labels(), List.of(new Piece(block, f.timeline(), f.windows(), f.columns()))));
    }
  }

  /** The series by ascending labels. */
  private List<Entry> series() {
    entries.sort(Comparator.comparing(Entry::labels));
    List<Entry> series = new ArrayList<>(entries.size());
    for (Entry entry : entries) {
      if (!series.isEmpty() && series.getLast().labels.equals(entry.labels)) {
        List<Piece> all = new ArrayList<>(series.getLast().pieces);
        all.addAll(entry.pieces);
        series.set(series.size() - 1, new Entry(entry.labels, all));
      } else {
        series.add(entry);
      }
    }
    return series;
  }

  /** The groups, by the labels of their first series; series without a sample in the range are left out. */
  List<SeriesGroup> groups() {
    List<SeriesGroup> groups = new ArrayList<>();
    for (Entry entry : series()) {
      Threads set = threads.computeIfAbsent(keys(entry.pieces), Threads::new);
      MergedSeries merged = set.merged(entry.labels, entry.pieces);
      if (merged.hasSample(set.union.timeline)) {
        put(merged, set.union, groups);
      }
    }
    return groups;
  }

  /** Puts a series into the open group of those with the same gaps. */
  private static void put(MergedSeries merged, Union on, List<SeriesGroup> groups) {
    TimelineUnion union = on.timeline;
    long[] known = union.allImplied() ? null : merged.known(union);
    List<Long> gaps = known == null ? List.of() : Arrays.stream(known).boxed().toList();
    MergedGroup group = on.open(gaps);
    if (group == null) {
      MergedGroup before = on.groups.get(gaps);
      group = before == null ? new MergedGroup(union, known) : before.next();
      on.groups.put(gaps, group);
      groups.add(group);
    }
    group.add(merged);
  }

  private static List<TimelineKey> keys(List<Piece> pieces) {
    TimelineKey first = pieces.getFirst().timeline();
    boolean one = true;
    for (Piece piece : pieces) {
      one &= piece.timeline() == first || piece.timeline().equals(first);
    }
    if (one) {
      return List.of(first);
    }
    TreeSet<TimelineKey> keys = new TreeSet<>();
    pieces.forEach(p -> keys.add(p.timeline()));
    return List.copyOf(keys);
  }
}
