package dev.narthex.bench;

import dev.narthex.tsdb.block.EncodedBlock;
import dev.narthex.tsdb.block.LevelZeroEncoder;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.layout.Layout;
import dev.narthex.tsdb.layout.LayoutObject;
import dev.narthex.tsdb.layout.LayoutReference;
import java.util.ArrayList;
import java.util.List;

/**
 * Encodes ticks to level-0 blocks of one shard as the writer of Narthex does: over a base layout that is rewritten when the deltas since
 * have cost more than half of it.
 */
final class LevelZeroRun implements AutoCloseable {
  private final LevelZeroEncoder encoder = new LevelZeroEncoder();
  private LayoutReference base = LayoutReference.of(Layout.empty());
  private long baseBytes;
  private long deltaBytes;
  private long layoutBytes;
  private int layouts;
  private int ticks;

  /** Encodes one tick. */
  BenchBlock encode(List<TimelineRows> rows) {
    if (layouts == 0 || deltaBytes > baseBytes / 2) {
      Layout layout = layouts == 0 ? LevelZeroEncoder.layoutOf(rows) : LevelZeroEncoder.union(base.layout(), rows);
      byte[] object = LayoutObject.encode(layout);
      base = new LayoutReference(LayoutObject.hash(object), layout);
      baseBytes = object.length;
      layoutBytes += object.length;
      layouts++;
      deltaBytes = 0;
    }
    EncodedBlock block = encoder.encode("b0/" + ticks++, base, rows, List.of());
    deltaBytes += block.summary().deltaBytes();
    return new BenchBlock(block.bytes(), block.summary(), base.layout());
  }

  /** A run that knows the base layout as read from the store and nothing else. */
  LevelZeroRun forgetful() {
    LevelZeroRun run = new LevelZeroRun();
    run.base = base;
    run.baseBytes = baseBytes;
    run.layouts = layouts;
    return run;
  }

  /** Bytes of all base layouts written. */
  long layoutBytes() {
    return layoutBytes;
  }

  int layouts() {
    return layouts;
  }

  @Override
  public void close() {
    encoder.close();
  }

  /** Rows of all targets that have any in this tick. */
  static List<TimelineRows> take(List<BenchTarget> targets) {
    List<TimelineRows> rows = new ArrayList<>();
    for (BenchTarget t : targets) {
      if (t.hasRows()) {
        rows.add(t.take());
      }
    }
    return rows;
  }
}
