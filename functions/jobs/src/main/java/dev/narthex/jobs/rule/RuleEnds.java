package dev.narthex.jobs.rule;

import dev.narthex.jobs.publish.Publication;
import dev.narthex.jobs.scrape.LevelZeroSink;
import dev.narthex.model.Labels;
import dev.narthex.tsdb.block.Row;
import dev.narthex.tsdb.block.SeriesTable;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.TargetIdentity;
import dev.narthex.tsdb.timeline.TimelineKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Ends the timelines of rules that a publication took away: one block with an end entry each, just after the publication, so that their
 * series are stale from then on. The block's key follows from the publication; writing it twice is writing it once.
 */
final class RuleEnds {
  /** The shard of these blocks; no batch has this name. */
  static final String SHARD = "rules-ended";

  /** How long the memory of a batch without groups is kept for whoever takes over its groups. */
  static final long MEMORY_MILLIS = 60 * 60_000;

  /** An evaluation under the former set may be on its way still. */
  private static final long MARGIN_MILLIS = 5_000;

  private final RuleSets sets;
  private final LevelZeroSink sink;

  RuleEnds(RuleSets sets, LevelZeroSink sink) {
    this.sets = sets;
    this.sink = sink;
  }

  /** Writes what the current publication still owes. */
  void settle(String tenant, Publication.Current<RuleSet> current) {
    if (current.ended()) {
      return;
    }
    Set<TargetIdentity> alive = current.set().timelines();
    List<TimelineRows> ends = new ArrayList<>();
    for (TargetIdentity timeline : sets.set(tenant, current.previous()).timelines()) {
      if (!alive.contains(timeline)) {
        ends.add(end(timeline, current.since() + MARGIN_MILLIS));
      }
    }
    if (!ends.isEmpty()) {
      sink.write(tenant, SHARD, current.since(), ends, List.of());
    }
    sets.ended(tenant, current);
  }

  private static TimelineRows end(TargetIdentity timeline, long time) {
    return new TimelineRows(
        timeline, TimelineKind.RECORDED, Labels.empty(), SeriesTable.of(List.of(), List.of()), new long[] {time}, new byte[] {EntryFlag.END}, List.of(Row.EMPTY));
  }
}
