package dev.narthex.tsdb.store;

import java.time.Instant;

class MemoryObjectStoreTest extends ObjectStoreContract {
  @Override
  protected ObjectStore store() {
    return new MemoryObjectStore(() -> Instant.ofEpochSecond(1000));
  }
}
