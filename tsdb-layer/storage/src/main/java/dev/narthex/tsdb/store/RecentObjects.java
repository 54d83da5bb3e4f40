package dev.narthex.tsdb.store;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Reads level-0 blocks whole, once, and answers every range of them from memory: who reads most metrics of the last minutes at every
 * tick pays one request for each new block. Other objects are read as asked for.
 */
public final class RecentObjects implements ObjectStore {
  private static final String LEVEL_ZERO = "b0/";

  private final ObjectStore store;
  private final long capacity;
  private final LinkedHashMap<String, FutureTask<Optional<byte[]>>> whole = new LinkedHashMap<>(64, 0.75f, true);
  private long held;

  /**
   * @param capacityBytes what may be kept; the longest unused goes first
   */
  public RecentObjects(ObjectStore store, long capacityBytes) {
    this.store = store;
    this.capacity = capacityBytes;
  }

  @Override
  public Optional<byte[]> get(String key) {
    return key.startsWith(LEVEL_ZERO) ? shared(key) : store.get(key);
  }

  @Override
  public Optional<byte[]> range(String key, long offset, int length) {
    if (!key.startsWith(LEVEL_ZERO)) {
      return store.range(key, offset, length);
    }
    ObjectKeys.checkRange(offset, length);
    return shared(key).map(bytes -> Arrays.copyOfRange(bytes, (int) Math.min(offset, bytes.length), (int) Math.min(offset + length, bytes.length)));
  }

  private Optional<byte[]> shared(String key) {
    FutureTask<Optional<byte[]>> mine = new FutureTask<>(() -> store.get(key));
    FutureTask<Optional<byte[]>> task;
    synchronized (whole) {
      task = whole.computeIfAbsent(key, k -> mine);
    }
    if (task == mine) {
      mine.run();
    }
    try {
      Optional<byte[]> bytes = task.get();
      if (task == mine) {
        settle(key, bytes);
      }
      return bytes;
    } catch (ExecutionException e) {
      forget(key);
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new StoreUnavailableException("object " + key + " could not be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreUnavailableException("interrupted while reading " + key, e);
    }
  }

  /** An object that is not there may come; one that is never changes. */
  private void settle(String key, Optional<byte[]> bytes) {
    if (bytes.isEmpty() || bytes.get().length > capacity) {
      forget(key);
      return;
    }
    synchronized (whole) {
      held += bytes.get().length;
      var oldest = whole.entrySet().iterator();
      while (held > capacity && oldest.hasNext()) {
        var entry = oldest.next();
        if (entry.getValue().isDone() && !entry.getKey().equals(key)) {
          held -= length(entry.getValue());
          oldest.remove();
        }
      }
    }
  }

  private static int length(FutureTask<Optional<byte[]>> task) {
    return switch (task.state()) {
      case SUCCESS -> task.resultNow().map(bytes -> bytes.length).orElse(0);
      case FAILED, CANCELLED, RUNNING -> 0;
    };
  }

  private void forget(String key) {
    synchronized (whole) {
      whole.remove(key);
    }
  }

  @Override
  public PutOutcome put(String key, ObjectContent content) {
    return store.put(key, content);
  }

  @Override
  public PutOutcome putIfAbsent(String key, ObjectContent content) {
    return store.putIfAbsent(key, content);
  }

  @Override
  public void delete(String key) {
    store.delete(key);
  }

  @Override
  public List<ObjectEntry> list(String prefix, String after, int limit) {
    return store.list(prefix, after, limit);
  }
}
