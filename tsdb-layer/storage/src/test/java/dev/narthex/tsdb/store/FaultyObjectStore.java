package dev.narthex.tsdb.store;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** An object store whose requests meet {@link Faults}. What it reports stays within the port's contract. */
public final class FaultyObjectStore implements ObjectStore {
  private final ObjectStore store;
  private final Faults faults;

  public FaultyObjectStore(ObjectStore store, Faults faults) {
    this.store = store;
    this.faults = faults;
  }

  @Override
  public Optional<byte[]> get(String key) {
    return read(() -> store.get(key));
  }

  @Override
  public Optional<byte[]> range(String key, long offset, int length) {
    return read(() -> store.range(key, offset, length));
  }

  @Override
  public List<ObjectEntry> list(String prefix, String after, int limit) {
    return read(() -> store.list(prefix, after, limit));
  }

  private <T> T read(Supplier<T> request) {
    return switch (faults.fate()) {
      case WELL, HAPPENS_TWICE -> request.get();
      case FAILS_WITHOUT_EFFECT, FAILS_AFTER_EFFECT, HAPPENS_LATER, CONFLICTS -> throw new StoreUnavailableException("injected: slow down");
    };
  }

  @Override
  public PutOutcome put(String key, ObjectContent content) {
    return write(() -> store.put(key, content));
  }

  @Override
  public PutOutcome putIfAbsent(String key, ObjectContent content) {
    return write(() -> store.putIfAbsent(key, content));
  }

  private PutOutcome write(Supplier<PutOutcome> request) {
    return switch (faults.fate()) {
      case WELL -> request.get();
      case CONFLICTS -> PutOutcome.CONFLICT;
      case FAILS_WITHOUT_EFFECT -> throw new StoreUnavailableException("injected: not sent");
      case FAILS_AFTER_EFFECT -> {
        request.get();
        throw new StoreUnavailableException("injected: the answer was lost");
      }
      case HAPPENS_LATER -> {
        faults.happenLater(request::get);
        throw new StoreUnavailableException("injected: still on its way");
      }
      case HAPPENS_TWICE -> {
        request.get();
        yield request.get(); // a client that retries sees the second answer
      }
    };
  }

  @Override
  public void delete(String key) {
    switch (faults.fate()) {
      case WELL -> store.delete(key);
      case HAPPENS_TWICE -> {
        store.delete(key);
        store.delete(key);
      }
      case FAILS_AFTER_EFFECT -> {
        store.delete(key);
        throw new StoreUnavailableException("injected: the answer was lost");
      }
      case FAILS_WITHOUT_EFFECT, HAPPENS_LATER, CONFLICTS -> throw new StoreUnavailableException("injected: not sent");
    }
  }
}
