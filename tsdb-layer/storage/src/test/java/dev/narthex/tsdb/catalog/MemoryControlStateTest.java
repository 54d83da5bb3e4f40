package dev.narthex.tsdb.catalog;

class MemoryControlStateTest extends ControlStateContract {
  @Override
  protected ControlState state() {
    return new MemoryControlState();
  }
}
