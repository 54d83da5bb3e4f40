package dev.narthex.local.store;

import dev.narthex.alert.deadman.SwitchStore;
import dev.narthex.alert.deadman.SwitchStoreContract;
import dev.narthex.alert.flush.FlushStore;
import dev.narthex.alert.flush.FlushStoreContract;
import dev.narthex.alert.flush.RouterStores;
import dev.narthex.alert.group.GroupStore;
import dev.narthex.alert.group.GroupStoreContract;
import dev.narthex.alert.history.HistoryStore;
import dev.narthex.alert.history.HistoryStoreContract;
import dev.narthex.alert.ingest.AlertStore;
import dev.narthex.alert.ingest.AlertStoreContract;
import dev.narthex.alert.limit.RateStore;
import dev.narthex.alert.limit.RateStoreContract;
import dev.narthex.alert.log.NotificationLog;
import dev.narthex.alert.log.NotificationLogContract;
import dev.narthex.alert.silence.SilenceStore;
import dev.narthex.alert.silence.SilenceStoreContract;
import dev.narthex.jobs.alert.store.TableStores;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** The alert router's state in a file. */
class EmbeddedRouterStoresTest {
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

  private RouterStores stores() {
    return TableStores.of(new EmbeddedControlState(file, () -> NOW), "default", () -> NOW);
  }

  @Nested
  class Alerts extends AlertStoreContract {
    @Override
    protected AlertStore store() {
      return stores().alerts();
    }
  }

  @Nested
  class Groups extends GroupStoreContract {
    @Override
    protected GroupStore store() {
      return stores().groups();
    }
  }

  @Nested
  class Silences extends SilenceStoreContract {
    @Override
    protected SilenceStore store() {
      return stores().silences();
    }
  }

  @Nested
  class Log extends NotificationLogContract {
    @Override
    protected NotificationLog log() {
      return stores().log();
    }
  }

  @Nested
  class Flushes extends FlushStoreContract {
    @Override
    protected FlushStore store() {
      return stores().flushes();
    }
  }

  @Nested
  class History extends HistoryStoreContract {
    @Override
    protected HistoryStore store() {
      return stores().history();
    }
  }

  @Nested
  class Rates extends RateStoreContract {
    @Override
    protected RateStore store() {
      return stores().rates();
    }
  }

  @Nested
  class Switches extends SwitchStoreContract {
    @Override
    protected SwitchStore store() {
      return stores().switches();
    }
  }
}
