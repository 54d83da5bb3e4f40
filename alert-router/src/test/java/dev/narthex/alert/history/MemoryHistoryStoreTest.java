package dev.narthex.alert.history;

class MemoryHistoryStoreTest extends HistoryStoreContract {
  @Override
  protected HistoryStore store() {
    return new MemoryHistoryStore();
  }
}
