package dev.narthex.tsdb.read;

import dev.narthex.tsdb.block.ByteRange;
import dev.narthex.tsdb.store.ObjectStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** The GETs of one round: bounded in number at a time, counted. */
final class RangeReads {
  private static final int AT_A_TIME = 64;

  private final ObjectStore store;
  private final Semaphore permits = new Semaphore(AT_A_TIME);
  private final AtomicInteger requests = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();

  RangeReads(ObjectStore store) {
    this.store = store;
  }

  /** Reads ranges of one object, one GET each after coalescing. Called on a virtual thread. */
  ByteSpans read(String object, List<ByteRange> ranges) {
    List<ByteRange> merged = ByteSpans.coalesce(ranges);
    List<Long> from = new ArrayList<>();
    List<byte[]> spans = new ArrayList<>();
    List<Thread> others = new ArrayList<>();
    byte[][] results = new byte[merged.size()][];
    RuntimeException[] failures = new RuntimeException[merged.size()];
    for (int i = 1; i < merged.size(); i++) {
      int number = i;
      others.add(Thread.startVirtualThread(() -> readInto(object, merged.get(number), number, results, failures)));
    }
    if (!merged.isEmpty()) {
      readInto(object, merged.getFirst(), 0, results, failures);
    }
    for (Thread other : others) {
      try {
        other.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new dev.narthex.tsdb.store.StoreUnavailableException("interrupted while reading " + object, e);
      }
    }
    for (int i = 0; i < merged.size(); i++) {
      RuntimeException failure = failures[i];
      if (failure != null) {
        throw failure;
      }
      from.add(merged.get(i).from());
      spans.add(results[i]);
    }
    return new ByteSpans(from, spans);
  }

  private void readInto(String object, ByteRange range, int number, byte[][] results, RuntimeException[] failures) {
    try {
      results[number] = range(object, range);
    } catch (RuntimeException e) {
      failures[number] = e;
    }
  }

  private byte[] range(String object, ByteRange range) {
    permits.acquireUninterruptibly();
    try {
      requests.incrementAndGet();
      byte[] read = store.range(object, range.from(), Math.toIntExact(range.length())).orElseThrow(() -> new ObjectMissingException(object));
      bytes.addAndGet(read.length);
      return range.whole(object, read);
    } finally {
      permits.release();
    }
  }

  /** Reads a whole object. Called on a virtual thread. */
  byte[] whole(String object) {
    permits.acquireUninterruptibly();
    try {
      requests.incrementAndGet();
      byte[] read = store.get(object).orElseThrow(() -> new ObjectMissingException(object));
      bytes.addAndGet(read.length);
      return read;
    } finally {
      permits.release();
    }
  }

  int requests() {
    return requests.get();
  }

  long bytes() {
    return bytes.get();
  }
}
