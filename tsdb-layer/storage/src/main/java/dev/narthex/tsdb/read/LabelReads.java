package dev.narthex.tsdb.read;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.tsdb.layout.Layout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;

/** Answers what series, label names and values there are, from layouts alone: no column is read. */
final class LabelReads {
  private final BlockSet set;

  LabelReads(BlockSet set) {
    this.set = set;
  }

  List<Labels> series(List<List<LabelMatcher>> selectors, int limit) {
    TreeSet<Labels> all = new TreeSet<>();
    forEachSeries(selectors, all::add);
    return limited(all, limit);
  }

  List<String> names(List<List<LabelMatcher>> selectors, int limit) {
    TreeSet<String> names = new TreeSet<>(Labels::compareCodePoints);
    forEachSeries(selectors, labels -> names.addAll(labels.names()));
    return limited(names, limit);
  }

  List<String> values(String name, List<List<LabelMatcher>> selectors, int limit) {
    TreeSet<String> values = new TreeSet<>(Labels::compareCodePoints);
    if (name.equals(Labels.METRIC_NAME) && selectors.isEmpty() && set.blocks().stream().allMatch(b -> b.metricNames().isPresent())) {
      // The catalogue knows: no request at all.
      set.blocks().forEach(b -> b.metricNames().ifPresent(values::addAll));
      values.remove("");
      return limited(values, limit);
    }
    forEachSeries(selectors, labels -> {
      String value = labels.get(name);
      if (!value.isEmpty()) {
        values.add(value);
      }
    });
    return limited(values, limit);
  }

  private static <T> List<T> limited(TreeSet<T> all, int limit) {
    return limit <= 0 || all.size() <= limit ? List.copyOf(all) : all.stream().limit(limit).toList();
  }

  private interface Visitor {
    void series(Labels labels);
  }

  private void forEachSeries(List<List<LabelMatcher>> selectors, Visitor visitor) {
    List<List<LabelMatcher>> wanted = selectors.isEmpty() ? List.of(List.of()) : selectors;
    Set<Layout> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (BlockLayouts block : layouts(wanted)) {
      for (Layout layout : block.layouts) {
        if (!block.block.visible().hidden().isEmpty() || seen.add(layout)) {
          for (List<LabelMatcher> matchers : wanted) {
            for (Labels labels : MatchedColumns.of(layout, matchers, block.block.visible()::shows).labels()) {
              visitor.series(labels);
            }
          }
        }
      }
    }
  }

  /** A block and the layouts that name its series. */
  record BlockLayouts(BlockRead block, List<Layout> layouts) {}

  /** Reads the layouts of all blocks that can hold a series of one of the selectors, in one round. */
  List<BlockLayouts> layouts(List<List<LabelMatcher>> selectors) {
    BlockSet.Round round = set.new Round();
    List<CompletableFuture<BlockLayouts>> reads = new ArrayList<>();
    for (BlockRead block : set.blocks()) {
      if (selectors.stream().anyMatch(s -> mayHold(block, s))) {
        round.layoutFuture(block);
        reads.add(round.start(block, b -> new BlockLayouts(b, b.layouts(round.reads, () -> round.layout(b)))));
      }
    }
    round.finish();
    return reads.stream().map(CompletableFuture::join).toList();
  }

  private boolean mayHold(BlockRead block, List<LabelMatcher> matchers) {
    Predicate<String> metric = name -> {
      for (LabelMatcher m : matchers) {
        if (m.name().equals(Labels.METRIC_NAME) && !m.matches(name)) {
          return false;
        }
      }
      return block.visible().shows(name);
    };
    return block.wantsDelta(metric) || (block.wantsLayoutColumns(metric) && set.mayMatch(block, matchers));
  }
}
