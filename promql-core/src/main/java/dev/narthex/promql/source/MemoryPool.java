package dev.narthex.promql.source;

import java.util.concurrent.atomic.AtomicLong;

/** Bytes that all queries of a process may hold together. Thread-safe. */
public final class MemoryPool {
  /** Without a bound. */
  public static final MemoryPool UNLIMITED = new MemoryPool(Long.MAX_VALUE);

  private final long capacity;
  private final AtomicLong held = new AtomicLong();

  public MemoryPool(long capacityBytes) {
    this.capacity = capacityBytes;
  }

  /** Takes bytes; false when all queries together hold too much now. The bytes count all the same until they are released. */
  boolean take(long n) {
    return held.addAndGet(n) <= capacity;
  }

  SourceException exceeded() {
    return new SourceException(
        SourceException.Kind.LIMIT,
        "queries would hold more than " + capacity + " bytes in memory together; ask again later, narrow the selectors, or give the process more heap");
  }

  void release(long n) {
    held.addAndGet(-n);
  }

  /** Bytes held now. */
  public long held() {
    return held.get();
  }
}
