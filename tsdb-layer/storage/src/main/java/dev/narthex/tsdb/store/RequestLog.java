package dev.narthex.tsdb.store;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts requests, bytes and units by kind, so that any run can be priced. A unit is what the bill counts: a request to the object
 * store, four kilobytes read from a table, one kilobyte written to it (twice that in a transaction). Safe for concurrent use.
 */
public final class RequestLog {
  /** Bytes that one unit of a strongly consistent table read covers. */
  public static final int READ_UNIT_BYTES = 4096;

  /** Bytes that one unit of a table write covers. */
  public static final int WRITE_UNIT_BYTES = 1024;

  private record Count(LongAdder requests, LongAdder bytes, LongAdder units) {}

  private final EnumMap<RequestKind, Count> counts = new EnumMap<>(RequestKind.class);

  public RequestLog() {
    for (RequestKind kind : RequestKind.values()) {
      counts.put(kind, new Count(new LongAdder(), new LongAdder(), new LongAdder()));
    }
  }

  /** Notes one request that moved some bytes and costs one unit. */
  public void note(RequestKind kind, long bytes) {
    note(kind, bytes, 1);
  }

  /** Notes one request that moved some bytes and costs some units. */
  public void note(RequestKind kind, long bytes, long units) {
    Count count = count(kind);
    count.requests.increment();
    count.bytes.add(bytes);
    count.units.add(units);
  }

  /** Units of a table for some bytes; nothing read or written still costs one. */
  public static long units(long bytes, int unitBytes) {
    return Math.max(1, Math.ceilDiv(bytes, (long) unitBytes));
  }

  public long requests(RequestKind kind) {
    return count(kind).requests.sum();
  }

  public long bytes(RequestKind kind) {
    return count(kind).bytes.sum();
  }

  public long units(RequestKind kind) {
    return count(kind).units.sum();
  }

  /** Starts again at zero. */
  public void reset() {
    for (Map.Entry<RequestKind, Count> e : counts.entrySet()) {
      e.getValue().requests.reset();
      e.getValue().bytes.reset();
      e.getValue().units.reset();
    }
  }

  private Count count(RequestKind kind) {
    return java.util.Objects.requireNonNull(counts.get(kind));
  }
}
