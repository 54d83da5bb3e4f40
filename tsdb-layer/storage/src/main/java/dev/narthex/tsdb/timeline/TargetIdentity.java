package dev.narthex.tsdb.timeline;

/**
 * Who a timeline belongs to: a 128-bit hash of scrape pool, final labels and URL of a target (of group and rule for a recording
 * rule). Never of a shard or a position, so that a target that moves between shards keeps its timeline and ends nothing.
 */
public record TargetIdentity(long hi, long lo) implements Comparable<TargetIdentity> {
  /** Unsigned order of the 128 bits. */
  @Override
  public int compareTo(TargetIdentity other) {
    int c = Long.compareUnsigned(hi, other.hi);
    return c != 0 ? c : Long.compareUnsigned(lo, other.lo);
  }

  /** 32 hexadecimal digits. */
  @Override
  public String toString() {
    return String.format("%016x%016x", hi, lo);
  }
}
