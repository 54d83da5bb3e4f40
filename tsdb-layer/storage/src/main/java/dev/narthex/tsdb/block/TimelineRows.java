package dev.narthex.tsdb.block;

import dev.narthex.model.Labels;
import dev.narthex.tsdb.timeline.TargetIdentity;
import dev.narthex.tsdb.timeline.TimelineKind;
import java.util.List;

/**
 * What one timeline contributes to a level-0 block: usually all scrapes of one target in a tick.
 *
 * <p>A series with explicit timestamps stands in an EXPLICIT timeline of its own, the rest of the target in its SCRAPED one; both
 * may carry the same identity. Presence is exact: a series is written where its row has it. So at a FAILED entry the row holds the
 * synthetic series alone, at an END entry nothing ({@link Row#EMPTY}).
 *
 * @param targetLabels labels that all series of the target share, where that is so; a series without them is stored right all the same
 * @param timestamps epoch milliseconds, one a row; best strictly increasing (else the writer sorts; of equal ones the first wins)
 * @param flags one {@link dev.narthex.tsdb.timeline.EntryFlag} a row
 */
public record TimelineRows(
    TargetIdentity identity,
    TimelineKind kind,
    Labels targetLabels,
    SeriesTable table,
    long[] timestamps,
    byte[] flags,
    List<Row> rows) {
  public TimelineRows {
    if (timestamps.length != flags.length || timestamps.length != rows.size()) {
      throw new IllegalArgumentException(
          "a timeline needs one timestamp, flag and row per entry; got " + timestamps.length + ", " + flags.length + ", " + rows.size());
    }
  }
}
