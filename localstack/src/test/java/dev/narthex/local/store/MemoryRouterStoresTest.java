package dev.narthex.local.store;

import dev.narthex.alert.flush.RouterStores;
import dev.narthex.alert.flush.RouterStoresContract;
import dev.narthex.jobs.alert.store.TableStores;
import dev.narthex.tsdb.catalog.MemoryControlState;
import java.time.Instant;

/** The alert router's state over control state in memory. */
class MemoryRouterStoresTest extends RouterStoresContract {
  private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");

  @Override
  protected RouterStores stores() {
    return TableStores.of(new MemoryControlState(), "default", () -> NOW);
  }
}
