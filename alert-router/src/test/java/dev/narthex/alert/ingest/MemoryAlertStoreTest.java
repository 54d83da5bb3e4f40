package dev.narthex.alert.ingest;

class MemoryAlertStoreTest extends AlertStoreContract {
  @Override
  protected AlertStore store() {
    return new MemoryAlertStore();
  }
}
