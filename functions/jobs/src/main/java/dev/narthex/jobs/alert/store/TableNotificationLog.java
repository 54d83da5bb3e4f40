package dev.narthex.jobs.alert.store;

import dev.narthex.alert.Fingerprint;
import dev.narthex.alert.log.LogEntry;
import dev.narthex.alert.log.LogKey;
import dev.narthex.alert.log.NotificationLog;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ControlItem;
import dev.narthex.tsdb.catalog.ItemKey;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The notification log in the state table, spread over sixteen partitions. Fingerprints are eight bytes each, so thousands fit. */
final class TableNotificationLog implements NotificationLog {
  private static final int ATTEMPTS = 10;

  private final StateTable table;

  TableNotificationLog(StateTable table) {
    this.table = table;
  }

  private ItemKey key(LogKey key) {
    String hash = StateTable.hash(String.join("\0", key.groupKey(), key.receiver(), key.integration(), key.identity()));
    return table.key("log#" + hash.charAt(0), hash);
  }

  @Override
  public Optional<LogEntry> get(LogKey key, Instant now) {
    return table.read(key(key)).map(item -> entry(key, item)).filter(e -> e.expiresAt().isAfter(now));
  }

  @Override
  public boolean put(LogEntry entry) {
    ItemKey key = key(entry.key());
    long flush = entry.flushedAt().toEpochMilli();
    ControlItem item = new ControlItem(key, flush, StateJson.write(tree(entry)), StateTable.seconds(entry.expiresAt()));
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<ControlItem> stored = table.read(key);
      if (stored.isPresent() && stored.get().version() > flush) {
        return false;
      }
      if (table.put(item, stored.map(s -> Condition.version(s.version())).orElse(Condition.absent()))) {
        return true;
      }
    }
    throw new StoreUnavailableException("the log entry " + entry.key() + " is being changed by others again and again", new IllegalStateException("contended"));
  }

  private static Map<String, Object> tree(LogEntry entry) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("group", entry.key().groupKey());
    tree.put("receiver", entry.key().receiver());
    tree.put("integration", entry.key().integration());
    tree.put("identity", entry.key().identity());
    tree.put("at", entry.flushedAt());
    tree.put("firing", text(entry.firing()));
    tree.put("resolved", text(entry.resolved()));
    tree.put("data", entry.data());
    tree.put("expires", entry.expiresAt());
    return tree;
  }

  private static String text(Set<Fingerprint> fingerprints) {
    ByteBuffer bytes = ByteBuffer.allocate(8 * fingerprints.size());
    fingerprints.stream().sorted().forEach(f -> bytes.putLong(f.value()));
    return Base64.getEncoder().encodeToString(bytes.array());
  }

  private static Set<Fingerprint> fingerprints(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
    Set<Fingerprint> set = new HashSet<>();
    while (bytes.remaining() >= 8) {
      set.add(new Fingerprint(bytes.getLong()));
    }
    return set;
  }

  private static LogEntry entry(LogKey key, ControlItem item) {
    Map<?, ?> tree = StateJson.read(item.data());
    return new LogEntry(
        key,
        StateJson.time(tree, "at"),
        fingerprints(StateJson.text(tree, "firing")),
        fingerprints(StateJson.text(tree, "resolved")),
        StateJson.textMap(tree, "data"),
        StateJson.time(tree, "expires"));
  }

  /** The table drops expired entries by itself: looking for them in sixteen partitions cost each sweep more than all else that it does here. */
  @Override
  public void collect(Instant now) {}
}
