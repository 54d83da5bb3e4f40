package dev.narthex.jobs.discover;

import dev.narthex.ingest.discovery.Target;
import dev.narthex.tsdb.block.Row;
import dev.narthex.tsdb.block.SeriesTable;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.timeline.EntryFlag;
import dev.narthex.tsdb.timeline.TimelineKind;
import java.util.List;

/** Rows for tests that only look at timelines. */
final class TestRows {
  private TestRows() {}

  static TimelineRows ok(Target target, long time) {
    return new TimelineRows(target.identity(), TimelineKind.SCRAPED, target.labels(), SeriesTable.of(List.of(), List.of()), new long[] {time}, new byte[] {EntryFlag.OK}, List.of(Row.EMPTY));
  }
}
