package dev.narthex.alert.flush;

import dev.narthex.alert.deadman.SwitchStore;
import dev.narthex.alert.deadman.SwitchStoreContract;
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
import org.junit.jupiter.api.Nested;

/** What the stores of a router promise, whatever keeps them: the contract of each. */
public abstract class RouterStoresContract {
  /** Over a table that is empty before each test. */
  protected abstract RouterStores stores();

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
