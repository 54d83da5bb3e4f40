package dev.narthex.jobs.alert.store;

import dev.narthex.alert.Safety;
import dev.narthex.alert.flush.RouterStores;
import dev.narthex.tsdb.catalog.ControlState;
import java.time.InstantSource;
import java.util.function.Supplier;

/** The router's stores over the state table. */
public final class TableStores {
  private TableStores() {}

  public static RouterStores of(ControlState state, String tenant, InstantSource clock) {
    StateTable table = new StateTable(state, tenant);
    return new RouterStores(
        new TableAlertStore(table),
        new TableGroupStore(table),
        new TableSilenceStore(table),
        new TableNotificationLog(table),
        new TableFlushStore(table),
        new TableHistoryStore(table, clock),
        new TableRateStore(table),
        new TableSwitchStore(table),
        safety(state));
  }

  private static Safety safety(ControlState state) {
    return new Safety() {
      @Override
      public <T> T together(Supplier<T> work) {
        return state.together(work);
      }

      @Override
      public void settle() {
        state.settle();
      }
    };
  }
}
