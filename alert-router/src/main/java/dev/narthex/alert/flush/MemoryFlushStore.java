package dev.narthex.alert.flush;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Flushes in memory, for tests and for runs without a data folder. */
public final class MemoryFlushStore implements FlushStore {
  private record SnapshotKey(String group, long seq) {}

  private record WorkKey(String group, String integration) {}

  private final Map<SnapshotKey, Snapshot> snapshots = new HashMap<>();
  private final Map<WorkKey, Work> work = new HashMap<>();

  @Override
  public synchronized void put(Snapshot snapshot) {
    snapshots.put(new SnapshotKey(snapshot.group(), snapshot.flush().seq()), snapshot);
  }

  @Override
  public synchronized Optional<Snapshot> snapshot(String group, long seq) {
    return Optional.ofNullable(snapshots.get(new SnapshotKey(group, seq)));
  }

  @Override
  public synchronized void remove(String group, long seq) {
    snapshots.remove(new SnapshotKey(group, seq));
  }

  @Override
  public synchronized Map<String, Work> work(String group, Collection<String> integrations) {
    Map<String, Work> found = new HashMap<>();
    for (String integration : integrations) {
      Work known = work.get(new WorkKey(group, integration));
      if (known != null) {
        found.put(integration, known);
      }
    }
    return found;
  }

  @Override
  public synchronized boolean put(Work changed) {
    WorkKey key = new WorkKey(changed.group(), changed.integration());
    Work old = work.get(key);
    if ((old == null ? 0 : old.version()) != changed.version() - 1) {
      return false;
    }
    work.put(key, changed);
    return true;
  }
}
