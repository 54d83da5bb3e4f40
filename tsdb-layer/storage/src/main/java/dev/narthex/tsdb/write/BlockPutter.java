package dev.narthex.tsdb.write;

import dev.narthex.tsdb.store.ObjectContent;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.store.PutOutcome;
import dev.narthex.tsdb.store.StoreUnavailableException;

/** Conditional puts with the few retries that a conflict asks for. */
final class BlockPutter {
  private static final int ATTEMPTS = 5;

  private BlockPutter() {}

  /**
   * Puts unless present.
   *
   * @return true when this call stored it, false when the key was taken
   * @throws StoreUnavailableException when conflicts do not end
   */
  static boolean putIfAbsent(ObjectStore store, String key, ObjectContent content) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      switch (store.putIfAbsent(key, content)) {
        case PutOutcome.STORED -> {
          return true;
        }
        case PutOutcome.EXISTS -> {
          return false;
        }
        case PutOutcome.CONFLICT -> {}
      }
    }
    throw new StoreUnavailableException("concurrent writes of " + key + " do not end; try again");
  }
}
