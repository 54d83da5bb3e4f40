package dev.narthex.jobs.scrape;

import dev.narthex.metrics.Counter;
import dev.narthex.metrics.MetricsRegistry;
import dev.narthex.tsdb.block.TargetHealth;
import dev.narthex.tsdb.block.TimelineRows;
import dev.narthex.tsdb.catalog.BlockItem;
import dev.narthex.tsdb.write.LevelZeroWriter;
import dev.narthex.tsdb.write.WriteOutcome;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The level-0 writer, counted: blocks, bytes, repeated writes, and how far the newest visible sample is behind. */
public final class MeteredSink implements LevelZeroSink {
  private final LevelZeroWriter writer;
  private final Counter blocks;
  private final Counter bytes;
  private final Counter repeated;
  private final AtomicLong newest = new AtomicLong(Long.MIN_VALUE);

  public MeteredSink(LevelZeroWriter writer, MetricsRegistry registry, InstantSource clock) {
    this.writer = writer;
    blocks = registry.counter("narthex_blocks_written_total", "Level-0 blocks stored by this process.");
    bytes = registry.counter("narthex_block_bytes_written_total", "Bytes of level-0 blocks stored by this process.");
    repeated = registry.counter("narthex_repeated_writes_total", "Writes that found their block stored by an earlier run.");
    registry.gaugeFrom(
        "narthex_newest_sample_age_seconds",
        "How long ago the newest sample that this process made visible was taken; NaN before the first.",
        () -> newest.get() == Long.MIN_VALUE ? Double.NaN : (clock.millis() - newest.get()) / 1000.0);
  }

  @Override
  public void write(String tenant, String shard, long tick, List<TimelineRows> rows, List<TargetHealth> healths) {
    count(writer.write(tenant, shard, tick, rows, healths));
  }

  /** Writes a block with an attachment, under the same rule. */
  public WriteOutcome write(String tenant, String shard, long tick, List<TimelineRows> rows, byte[] attachment) {
    WriteOutcome outcome = writer.write(tenant, shard, tick, rows, List.of(), attachment);
    count(outcome);
    return outcome;
  }

  private void count(WriteOutcome outcome) {
    BlockItem item =
        switch (outcome) {
          case WriteOutcome.Written written -> {
            blocks.increment();
            bytes.add(written.item().size());
            yield written.item();
          }
          case WriteOutcome.AlreadyWritten already -> {
            repeated.increment();
            yield already.item();
          }
        };
    newest.accumulateAndGet(item.maxTime(), Math::max);
  }
}
