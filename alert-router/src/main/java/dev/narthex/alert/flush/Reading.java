package dev.narthex.alert.flush;

import dev.narthex.alert.group.GroupHead;
import dev.narthex.alert.ingest.StoredAlert;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one pass over the router's stores has read: alerts and heads of groups once each, and anew only after the pass has changed them itself.
 * What others change meanwhile is theirs: writes hold by version, and a timer of an old number does nothing. For one thread.
 */
final class Reading {
  private final RouterStores stores;
  private @Nullable List<StoredAlert> alerts;
  private @Nullable List<GroupHead> heads;

  Reading(RouterStores stores) {
    this.stores = stores;
  }

  List<StoredAlert> alerts() {
    List<StoredAlert> read = alerts;
    if (read == null) {
      read = stores.alerts().all();
      alerts = read;
    }
    return read;
  }

  List<GroupHead> heads() {
    List<GroupHead> read = heads;
    if (read == null) {
      read = stores.groups().heads();
      heads = read;
    }
    return read;
  }

  /** Alerts were written, which may have moved them to other groups. */
  void changed() {
    alerts = null;
    heads = null;
  }
}
