package dev.narthex.alert.group;

class MemoryGroupStoreTest extends GroupStoreContract {
  @Override
  protected GroupStore store() {
    return new MemoryGroupStore();
  }
}
