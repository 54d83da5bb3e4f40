package dev.narthex.tsdb.read;

import dev.narthex.model.Exemplar;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.TimeRange;
import dev.narthex.promql.source.SeriesExemplars;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Reads exemplars: a section of their own in each block, with the layouts to name them, in one round. */
final class ExemplarReads {
  private final BlockSet set;

  ExemplarReads(BlockSet set) {
    this.set = set;
  }

  List<SeriesExemplars> exemplars(List<List<LabelMatcher>> selectors, TimeRange range) {
    BlockSet.Round round = set.new Round();
    List<CompletableFuture<List<BlockRead.FoundExemplar>>> reads = new ArrayList<>();
    for (BlockRead block : set.blocks()) {
      if (block.summary().exemplarCount() > 0 && selectors.stream().anyMatch(s -> set.mayMatch(block, s) || block.summary().shape().deltaColumns() > 0)) {
        round.layoutFuture(block);
        reads.add(round.start(block, b -> b.exemplars(round.reads, () -> round.layout(b))));
      }
    }
    round.finish();
    TreeMap<Labels, List<Exemplar>> bySeries = new TreeMap<>();
    for (CompletableFuture<List<BlockRead.FoundExemplar>> read : reads) {
      for (BlockRead.FoundExemplar found : read.join()) {
        if (range.contains(found.exemplar().timestamp()) && selectors.stream().anyMatch(s -> LabelMatcher.allMatch(s, found.series()))) {
          bySeries.computeIfAbsent(found.series(), l -> new ArrayList<>()).add(found.exemplar());
        }
      }
    }
    List<SeriesExemplars> answer = new ArrayList<>();
    bySeries.forEach((series, exemplars) ->
        answer.add(new SeriesExemplars(series, exemplars.stream().distinct().sorted(Comparator.comparingLong(Exemplar::timestamp)).toList())));
    return answer;
  }
}
