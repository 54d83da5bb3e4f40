package dev.narthex.alert.silence;

class MemorySilenceStoreTest extends SilenceStoreContract {
  private final MemorySilenceStore store = new MemorySilenceStore();

  @Override
  protected SilenceStore store() {
    return store;
  }
}
