package dev.narthex.jobs.alert.store;

import dev.narthex.tsdb.catalog.CommitOutcome;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ControlChange;
import dev.narthex.tsdb.catalog.ControlItem;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.catalog.ItemKey;
import dev.narthex.tsdb.catalog.SortRange;
import dev.narthex.tsdb.store.ObjectKeys;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** One tenant's part of the state table, as the router's stores need it: an outcome that nobody knows is thrown. */
final class StateTable {
  private final ControlState state;
  private final String tenant;

  StateTable(ControlState state, String tenant) {
    this.state = state;
    this.tenant = ObjectKeys.segment(tenant);
  }

  ItemKey key(String partition, String sort) {
    return new ItemKey(tenant + "#" + partition, sort);
  }

  Optional<ControlItem> read(ItemKey key) {
    return state.read(key);
  }

  List<ControlItem> read(List<ItemKey> keys) {
    return keys.isEmpty() ? List.of() : state.read(keys);
  }

  List<ControlItem> all(String partition) {
    return state.read(SortRange.all(tenant + "#" + partition));
  }

  /** The items from one sort key on and before another. */
  List<ControlItem> between(String partition, String from, String before) {
    return state.read(new SortRange(tenant + "#" + partition, from, before));
  }

  List<ControlItem> starting(String partition, String prefix) {
    return state.read(SortRange.prefix(tenant + "#" + partition, prefix));
  }

  /** Makes changes; the answer says for each whether its condition held. */
  List<Boolean> change(List<ControlChange> changes) {
    if (changes.isEmpty()) {
      return List.of();
    }
    return state.change(changes).stream().map(StateTable::happened).toList();
  }

  boolean put(ControlItem item, Condition condition) {
    return happened(state.write(item, condition));
  }

  boolean delete(ItemKey key, Condition condition) {
    return happened(state.delete(key, condition));
  }

  private static boolean happened(CommitOutcome outcome) {
    return switch (outcome) {
      case COMMITTED -> true;
      case CONFLICTED -> false;
      case UNKNOWN -> throw new StoreUnavailableException("the state table did not say whether it took a change of the alert router", new IllegalStateException("unknown outcome"));
    };
  }

  /** The condition under which a change to a version may happen: the version before is stored, or nothing before the first. */
  static Condition before(long version) {
    return version == 1 ? Condition.absent() : Condition.version(version - 1);
  }

  /** Epoch seconds for an item's expiry; 0 (keep) for a time beyond all reason. */
  static long seconds(Instant time) {
    long seconds = time.getEpochSecond();
    return seconds < 0 || seconds > 100_000_000_000L ? 0 : seconds;
  }

  static String hash(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
