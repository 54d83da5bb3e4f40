package dev.narthex.tsdb.read;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.TimeRange;
import dev.narthex.promql.source.Budget;
import dev.narthex.promql.source.Selection;
import dev.narthex.promql.source.SeriesGroup;
import dev.narthex.promql.source.SeriesGroups;
import dev.narthex.promql.source.SourceException;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.timeline.Timeline;
import dev.narthex.tsdb.timeline.TimelineKey;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;

/** The answer to one selection: reads and merges portion by portion, each a stretch of metric names. */
final class SelectionGroups implements SeriesGroups {
  /** What a series takes while it is merged, and each of its columns. */
  private static final int BYTES_OF_A_PIECE = 200;

  private static final int BYTES_OF_A_COLUMN = 16;

  private final BlockSet set;
  private final List<LabelMatcher> matchers;
  private final TimeRange range;
  private final Budget budget;
  private final Iterator<Predicate<String>> portions;
  private final boolean inOnePortion;
  private Iterator<SeriesGroup> groups = List.<SeriesGroup>of().iterator();
  private SeriesGroup current = new NoGroup();
  private final AtomicLong heldBytes = new AtomicLong();

  SelectionGroups(BlockSet set, Selection selection, TimeRange range) {
    this.set = set;
    this.matchers = selection.matchers();
    this.range = range;
    this.budget = selection.hints().budget();
    List<Predicate<String>> cut = Portions.of(set.blocks(), matchers, budget.maxBytes());
    this.inOnePortion = cut.size() == 1;
    this.portions = cut.iterator();
  }

  /** Before the first group. */
  private static final class NoGroup implements SeriesGroup {
    @Override
    public int size() {
      return 0;
    }

    @Override
    public long[] timestamps() {
      return new long[0];
    }

    @Override
    public Labels labels(int series) {
      throw new IndexOutOfBoundsException(series);
    }

    @Override
    public dev.narthex.promql.source.Column column(int series) {
      throw new IndexOutOfBoundsException(series);
    }
  }

  /** Reads the first portion: while nothing has been handed out, the caller may still start over. */
  void start() {
    if (portions.hasNext()) {
      groups = portion(portions.next()).iterator();
    }
  }

  @Override
  public boolean advance() {
    while (!groups.hasNext()) {
      if (!portions.hasNext()) {
        return false;
      }
      budget.checkDeadline();
      try {
        groups = portion(portions.next()).iterator();
      } catch (ObjectMissingException e) {
        throw new SourceException(SourceException.Kind.UNAVAILABLE, e.getMessage() + "; the query ran longer than the sweeper's grace", e);
      }
    }
    current = groups.next();
    return true;
  }

  @Override
  public SeriesGroup current() {
    return current;
  }

  @Override
  public void close() {
    budget.releaseBytes(heldBytes.getAndSet(0));
    groups = List.<SeriesGroup>of().iterator();
  }

  private List<SeriesGroup> portion(Predicate<String> metric) {
    budget.releaseBytes(heldBytes.getAndSet(0));
    try {
      return read(metric);
    } catch (RuntimeException e) {
      throw BlockSet.explain(e);
    }
  }

  /** What one block gave. */
  private record BlockResult(OpenBlock block, List<BlockRead.Found> found) {}

  private List<SeriesGroup> read(Predicate<String> metric) {
    BlockSet.Round round = set.new Round();
    Map<Layout, MatchedColumns> matched = new IdentityHashMap<>();
    List<CompletableFuture<BlockResult>> results = new ArrayList<>();
    List<BlockRead> blocks = set.blocks();
    int last = blocks.size() - 1;
    while (last >= 0 && !isWanted(blocks.get(last), metric)) {
      last--;
    }
    Function<BlockRead, BlockResult> read = reader(round, metric, matched);
    for (int b = 0; b < blocks.size(); b++) {
      BlockRead block = blocks.get(b);
      if (b > last || b < last && !isWanted(block, metric)) {
        results.add(CompletableFuture.completedFuture(null));
      } else {
        round.layoutFuture(block);
        results.add(b == last ? round.here(block, read) : round.start(block, read));
      }
    }
    round.finish();
    Set<TimelineKey> needed = needed(results);
    if (needed.isEmpty()) {
      return List.of();
    }
    SeriesMerge merge = new SeriesMerge(range, timelines(results, needed));
    for (int b = 0; b < results.size(); b++) {
      BlockResult r = results.get(b).join();
      if (r != null) {
        merge.add(b, r.found);
      }
    }
    return merge.groups();
  }

  /** The timelines that series were found on. */
  private static Set<TimelineKey> needed(List<CompletableFuture<BlockResult>> results) {
    Set<TimelineKey> needed = new HashSet<>();
    for (CompletableFuture<BlockResult> result : results) {
      BlockResult r = result.join();
      if (r != null) {
        TimelineKey last = null;
        for (BlockRead.Found f : r.found) {
          if (f.timeline() != last) {
            last = f.timeline();
            needed.add(last);
          }
        }
      }
    }
    return needed;
  }

  /** Counted block by block, so that a selection that is too large ends before all of it is there. */
  private void hold(List<BlockRead.Found> found) {
    long weight = 0;
    for (BlockRead.Found f : found) {
      weight += f.columns().weight() + BYTES_OF_A_PIECE + (long) BYTES_OF_A_COLUMN * f.windows().length;
    }
    heldBytes.addAndGet(weight);
    budget.holdBytes(weight);
  }

  private boolean isWanted(BlockRead block, Predicate<String> metric) {
    Predicate<String> shown = name -> metric.test(name) && block.visible().shows(name);
    return block.wantsDelta(shown) || (block.wantsLayoutColumns(shown) && set.mayMatch(block, matchers)) || hasHeadOfItsOwn(block);
  }

  /** From level 1 on the timelines stand in the object only: they are read along, in the same round. */
  private static boolean hasHeadOfItsOwn(BlockRead block) {
    return block.summary().head().isEmpty();
  }

  private Function<BlockRead, BlockResult> reader(BlockSet.Round round, Predicate<String> metric, Map<Layout, MatchedColumns> matched) {
    return block -> {
      List<BlockRead.Found> found = new ArrayList<>();
      OpenBlock open = block.read(round.reads, () -> round.layout(block), range, metric, matchers, layout -> matched(block, layout, metric, matched), found);
      hold(found);
      return new BlockResult(open, found);
    };
  }

  /** Matched once for all blocks with the layout, and once for all queries when portions do not cut it. */
  private MatchedColumns matched(BlockRead block, Layout layout, Predicate<String> metric, Map<Layout, MatchedColumns> known) {
    synchronized (known) {
      return known.computeIfAbsent(layout, l -> inOnePortion ? set.matched(block, l, matchers) : MatchedColumns.of(l, matchers, metric));
    }
  }

  /**
   * The timelines of every block in the range that holds one of the targets. Blocks whose layout was not read yet are asked only when
   * the catalogue says that they may hold a target: a third round, needed when a target has moved to a shard that lacks the metric.
   */
  private List<Map<TimelineKey, Timeline>> timelines(List<CompletableFuture<BlockResult>> results, Set<TimelineKey> needed) {
    Set<Long> identities = new HashSet<>();
    needed.forEach(k -> identities.add(k.identity().lo()));
    BlockSet.Round round = set.new Round();
    List<CompletableFuture<Map<TimelineKey, Timeline>>> timelines = new ArrayList<>();
    for (int b = 0; b < results.size(); b++) {
      BlockResult r = results.get(b).join();
      BlockRead block = set.blocks().get(b);
      if (r != null) {
        timelines.add(CompletableFuture.completedFuture(r.block.timelines()));
      } else if (mayHold(block, identities)) {
        round.layoutFuture(block);
        timelines.add(round.start(block, x -> x.timelines(round.reads, () -> round.layout(x))));
      } else {
        timelines.add(CompletableFuture.completedFuture(Map.of()));
      }
    }
    round.finish();
    return timelines.stream().map(CompletableFuture::join).toList();
  }

  private boolean mayHold(BlockRead block, Set<Long> identities) {
    boolean named = block.summary().head().map(h -> h.namedKeys().stream().anyMatch(k -> identities.contains(k.identity().lo()))).orElse(true);
    return named || set.layoutItem(block.summary()).map(l -> l.identities().stream().anyMatch(identities::contains)).orElse(false);
  }
}
