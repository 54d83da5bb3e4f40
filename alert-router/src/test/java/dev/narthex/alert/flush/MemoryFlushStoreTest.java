package dev.narthex.alert.flush;

class MemoryFlushStoreTest extends FlushStoreContract {
  @Override
  protected FlushStore store() {
    return new MemoryFlushStore();
  }
}
