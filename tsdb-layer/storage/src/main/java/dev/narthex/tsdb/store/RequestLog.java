package dev.narthex.tsdb.store;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts requests and bytes by kind, so that any run can be priced. Safe for concurrent use. */
public final class RequestLog {
  private record Count(LongAdder requests, LongAdder bytes) {}

  private final EnumMap<RequestKind, Count> counts = new EnumMap<>(RequestKind.class);

  public RequestLog() {
    for (RequestKind kind : RequestKind.values()) {
      counts.put(kind, new Count(new LongAdder(), new LongAdder()));
    }
  }

  /** Notes one request that moved some bytes. */
  public void note(RequestKind kind, long bytes) {
    Count count = count(kind);
    count.requests.increment();
    count.bytes.add(bytes);
  }

  public long requests(RequestKind kind) {
    return count(kind).requests.sum();
  }

  public long bytes(RequestKind kind) {
    return count(kind).bytes.sum();
  }

  /** Starts again at zero. */
  public void reset() {
    for (Map.Entry<RequestKind, Count> e : counts.entrySet()) {
      e.getValue().requests.reset();
      e.getValue().bytes.reset();
    }
  }

  private Count count(RequestKind kind) {
    return java.util.Objects.requireNonNull(counts.get(kind));
  }
}
