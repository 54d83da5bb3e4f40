package dev.narthex.promql.source;

import java.util.concurrent.atomic.AtomicLong;

/**
 * What one query may use: samples held at a time, bytes held, and time. Shared by all threads of a query; every method is
 * thread-safe. A breach throws {@link SourceException}, which ends the query with Prometheus' error type.
 */
public final class Budget {
  private final long maxSamples;
  private final long maxBytes;
  private final AtomicLong samples = new AtomicLong();
  private final AtomicLong peakSamples = new AtomicLong();
  private final Deadline deadline;
  private final MemoryPool pool;
  private long bytes;
  private long peakBytes;
  private boolean over;

  /** Asked now and then on long work; throws {@link SourceException} when the query has to end. */
  public interface Deadline {
    void check();
  }

  public Budget(long maxSamples, long maxBytes, Deadline deadline) {
    this(maxSamples, maxBytes, MemoryPool.UNLIMITED, deadline);
  }

  /** @param pool what all queries of the process hold together; {@link #releaseAll} gives back this one's part */
  public Budget(long maxSamples, long maxBytes, MemoryPool pool, Deadline deadline) {
    this.pool = pool;
    this.maxSamples = maxSamples;
    this.maxBytes = maxBytes;
    this.deadline = deadline;
  }

  public static Budget unlimited() {
    return new Budget(Long.MAX_VALUE, Long.MAX_VALUE, () -> {});
  }

  /** Counts samples that are now held; a histogram counts as its size in 16-byte units. */
  public void holdSamples(long n) {
    long now = samples.addAndGet(n);
    peakSamples.accumulateAndGet(now, Math::max);
    if (now > maxSamples) {
      throw SourceException.tooManySamples();
    }
  }

  public void releaseSamples(long n) {
    samples.addAndGet(-n);
  }

  public synchronized void holdBytes(long n) {
    if (over) {
      throw new SourceException(SourceException.Kind.CANCELED, "query was canceled in expression evaluation");
    }
    bytes += n;
    peakBytes = Math.max(peakBytes, bytes);
    boolean fits = pool.take(n);
    if (bytes > maxBytes) {
      throw SourceException.tooManyBytes(maxBytes);
    }
    if (!fits) {
      throw pool.exceeded();
    }
  }

  public synchronized void releaseBytes(long n) {
    if (!over) {
      bytes -= n;
      pool.release(n);
    }
  }

  /** The query is over: it holds no bytes any more, and a thread that still works for it gets none. */
  public synchronized void releaseAll() {
    over = true;
    pool.release(bytes);
    bytes = 0;
  }

  /** The most bytes that may be held. */
  public long maxBytes() {
    return maxBytes;
  }

  /** Throws when the query timed out or was cancelled. */
  public void checkDeadline() {
    deadline.check();
  }

  public long peakSamples() {
    return peakSamples.get();
  }

  public synchronized long peakBytes() {
    return peakBytes;
  }
}
