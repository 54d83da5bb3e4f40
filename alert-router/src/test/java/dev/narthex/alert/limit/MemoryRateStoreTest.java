package dev.narthex.alert.limit;

class MemoryRateStoreTest extends RateStoreContract {
  private final RateStore store = new MemoryRateStore();

  @Override
  protected RateStore store() {
    return store;
  }
}
