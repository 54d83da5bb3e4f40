package dev.narthex.jobs.discover;

import dev.narthex.ingest.discovery.Target;
import dev.narthex.jobs.publish.Publication;
import dev.narthex.jobs.scrape.LevelZeroSink;
import dev.narthex.jobs.target.TargetSet;
import dev.narthex.jobs.target.TargetSets;
import dev.narthex.tsdb.block.Row;
import dev.narthex.tsdb.block.SeriesTable;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.TargetIdentity;
import dev.narthex.tsdb.timeline.TimelineKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Ends the timelines of targets that a publication took away: one block with an end entry each, just after the publication, so that
 * their series are stale from then on. The block's key follows from the publication; writing it twice is writing it once.
 */
final class EndEntries {
  /** The shard of these blocks. No scrape pool's shard has this name: they all carry a number. */
  static final String SHARD = "discover";

  /** A scrape that read the former set just before the publication is stamped a moment after it; the end comes behind that. */
  static final long MARGIN_MILLIS = 5_000;

  private final TargetSets sets;
  private final LevelZeroSink sink;

  EndEntries(TargetSets sets, LevelZeroSink sink) {
    this.sets = sets;
    this.sink = sink;
  }

  /** Writes what the current publication still owes. */
  void settle(String tenant, Publication.Current<TargetSet> current) {
    if (current.ended()) {
      return;
    }
    Map<TargetIdentity, Target> alive = current.set().targets();
    TargetSet previous = sets.set(tenant, current.previous());
    List<TimelineRows> ends = new ArrayList<>();
    for (Target target : previous.targets().values()) {
      if (!alive.containsKey(target.identity())) {
        ends.add(end(target, current.since() + MARGIN_MILLIS));
      }
    }
    if (!ends.isEmpty()) {
      sink.write(tenant, SHARD, current.since(), ends, List.of());
    }
    sets.ended(tenant, current);
  }

  private static TimelineRows end(Target target, long time) {
    return new TimelineRows(
        target.identity(),
        TimelineKind.SCRAPED,
        target.labels(),
        SeriesTable.of(List.of(), List.of()),
        new long[] {time},
        new byte[] {EntryFlag.END},
        List.of(Row.EMPTY));
  }
}
