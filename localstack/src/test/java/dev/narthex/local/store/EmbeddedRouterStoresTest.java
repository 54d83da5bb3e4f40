package dev.narthex.local.store;

import dev.narthex.alert.flush.RouterStores;
import dev.narthex.alert.flush.RouterStoresContract;
import dev.narthex.jobs.alert.store.TableStores;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The alert router's state in a file. */
class EmbeddedRouterStoresTest extends RouterStoresContract {
  private static final Instant NOW = Instant.parse("2026-01-02T12:00:00Z");

  @TempDir Path folder;
  private TableFile file;

  @BeforeEach
  void open() {
    file = new TableFile(folder.resolve("catalog.mv"));
  }

  @AfterEach
  void close() {
    file.close();
  }

  @Override
  protected RouterStores stores() {
    return TableStores.of(new EmbeddedControlState(file, () -> NOW), "default", () -> NOW);
  }
}
