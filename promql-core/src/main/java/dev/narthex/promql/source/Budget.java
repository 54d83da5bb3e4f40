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
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong peakBytes = new AtomicLong();
  private final Deadline deadline;

  /** Asked now and then on long work; throws {@link SourceException} when the query has to end. */
  public interface Deadline {
    void check();
  }

  public Budget(long maxSamples, long maxBytes, Deadline deadline) {
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

  public void holdBytes(long n) {
    long now = bytes.addAndGet(n);
    peakBytes.accumulateAndGet(now, Math::max);
    if (now > maxBytes) {
      throw SourceException.tooManyBytes(maxBytes);
    }
  }

  public void releaseBytes(long n) {
    bytes.addAndGet(-n);
  }

  /** Throws when the query timed out or was cancelled. */
  public void checkDeadline() {
    deadline.check();
  }

  public long peakSamples() {
    return peakSamples.get();
  }

  public long peakBytes() {
    return peakBytes.get();
  }
}
