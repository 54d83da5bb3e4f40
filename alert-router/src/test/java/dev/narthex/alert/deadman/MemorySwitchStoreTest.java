package dev.narthex.alert.deadman;

class MemorySwitchStoreTest extends SwitchStoreContract {
  private final SwitchStore store = new MemorySwitchStore();

  @Override
  protected SwitchStore store() {
    return store;
  }
}
