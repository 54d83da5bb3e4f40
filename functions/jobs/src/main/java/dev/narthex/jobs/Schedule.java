package dev.narthex.jobs;

import java.nio.charset.StandardCharsets;

/**
 * When something that repeats is due: every {@code interval} from a phase that follows from its name, so that shards spread evenly
 * over the interval and a name keeps its slots for ever.
 *
 * @param interval milliseconds, at least 1
 * @param phase milliseconds in {@code [0, interval)}; whole seconds when the interval has room for them, because queues delay by
 *     whole seconds
 */
public record Schedule(long interval, long phase) {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final long SECOND = 1000;

  public Schedule {
    if (interval < 1 || phase < 0 || phase >= interval) {
      throw new IllegalArgumentException("no schedule: interval " + interval + " ms, phase " + phase + " ms");
    }
  }

  /** The schedule of a shard or rule batch: phase = hash(name) mod interval. */
  public static Schedule of(String name, long interval) {
    long hash = FNV_OFFSET;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * FNV_PRIME;
    }
    hash ^= hash >>> 32; // the low bits of FNV alone are weak for short names
    long phase = Long.remainderUnsigned(hash, interval);
    return new Schedule(interval, interval >= 2 * SECOND ? phase / SECOND * SECOND : phase);
  }

  /** The first slot at or after a time. */
  public long slotFrom(long time) {
    return time + Math.floorMod(phase - time, interval);
  }

  /** Whether a job of this slot that starts now comes more than one interval late, so that its slot is lost. */
  public boolean missed(long slot, long now) {
    return now - slot > interval;
  }
}
