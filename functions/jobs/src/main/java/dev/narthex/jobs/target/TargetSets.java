package dev.narthex.jobs.target;

import dev.narthex.tsdb.catalog.CommitOutcome;
import dev.narthex.tsdb.catalog.Condition;
import dev.narthex.tsdb.catalog.ControlItem;
import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.catalog.ItemKey;
import dev.narthex.tsdb.store.ObjectContent;
import dev.narthex.tsdb.store.ObjectKeys;
import dev.narthex.tsdb.store.ObjectStore;
import dev.narthex.tsdb.store.PutOutcome;
import dev.narthex.tsdb.store.StoreUnavailableException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Where target sets are published. A set is an object under its own hash, {@code targets/<tenant>/<sha256>}; one pointer item in the
 * state table ({@code <tenant>#targets}, {@code current}) says which is in force. Thread-safe; keeps the decoded set of each tenant.
 */
public final class TargetSets {
  private static final String POINTER = "current";
  private static final int HASH_LENGTH = 64;

  private final ObjectStore objects;
  private final ControlState state;
  private final Map<String, Loaded> loaded = new ConcurrentHashMap<>();

  private record Loaded(String hash, TargetSet set) {}

  public TargetSets(ObjectStore objects, ControlState state) {
    this.objects = objects;
    this.state = state;
  }

  /**
   * The pointer and the set that it names.
   *
   * @param generation counts publications
   * @param since epoch milliseconds of the publication
   * @param previous hash of the set before it, empty for the first
   * @param ended whether the end entries of targets that vanished with this publication are written
   */
  public record Current(long generation, long since, String hash, String previous, boolean ended, TargetSet set) {
    static final Current NONE = new Current(0, 0, "", "", true, TargetSet.EMPTY);
  }

  /** What is in force; {@link TargetSet#EMPTY} before the first publication. */
  public Current current(String tenant) {
    return state.read(key(tenant)).map(item -> current(tenant, item)).orElse(Current.NONE);
  }

  private Current current(String tenant, ControlItem item) {
    Pointer pointer = Pointer.decode(item.data());
    return new Current(item.version(), pointer.since(), pointer.hash(), pointer.previous(), pointer.ended(), set(tenant, pointer.hash()));
  }

  /** A published set by its hash. */
  public TargetSet set(String tenant, String hash) {
    if (hash.isEmpty()) {
      return TargetSet.EMPTY;
    }
    Loaded known = loaded.get(tenant);
    if (known != null && known.hash().equals(hash)) {
      return known.set();
    }
    String key = objectKey(tenant, hash);
    byte[] bytes = objects.get(key).orElseThrow(() -> new StoreUnavailableException("target set " + key + " is named by the pointer but not stored"));
    TargetSet set = TargetSetCodec.decode(key, bytes);
    loaded.put(tenant, new Loaded(hash, set));
    return set;
  }

  /**
   * Publishes a set in the place of the one that the caller saw. A set that equals it changes nothing.
   *
   * @param seen what {@link #current} answered
   * @param now epoch milliseconds
   * @return what is in force now, or empty when another publication came first or the outcome is unknown: start over
   */
  public Optional<Current> publish(String tenant, Current seen, TargetSet set, long now) {
    byte[] bytes = TargetSetCodec.encode(set);
    String hash = sha256(bytes);
    if (hash.equals(seen.hash())) {
      return Optional.of(seen);
    }
    if (objects.putIfAbsent(objectKey(tenant, hash), ObjectContent.of(bytes)) == PutOutcome.CONFLICT) {
      return Optional.empty();
    }
    Current next = new Current(seen.generation() + 1, now, hash, seen.hash(), false, set);
    return write(tenant, seen, next) ? Optional.of(next) : Optional.empty();
  }

  /** Notes that the end entries of the current publication are written; nothing happens when another one came since. */
  public void ended(String tenant, Current current) {
    Current next = new Current(current.generation() + 1, current.since(), current.hash(), current.previous(), true, current.set());
    write(tenant, current, next);
  }

  private boolean write(String tenant, Current seen, Current next) {
    Condition condition = seen.generation() == 0 ? Condition.absent() : Condition.version(seen.generation());
    Pointer pointer = new Pointer(next.hash(), next.previous(), next.since(), next.ended());
    return state.write(ControlItem.of(key(tenant), next.generation(), pointer.encode()), condition) == CommitOutcome.COMMITTED;
  }

  private static ItemKey key(String tenant) {
    return new ItemKey(ObjectKeys.segment(tenant) + "#targets", POINTER);
  }

  private static String objectKey(String tenant, String hash) {
    return "targets/" + ObjectKeys.segment(tenant) + "/" + hash;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The pointer item's data: hash (64 ASCII characters), previous hash (64 or spaces), since (decimal), a space, ended (0 or 1). */
  private record Pointer(String hash, String previous, long since, boolean ended) {
    byte[] encode() {
      String text = hash + (previous.isEmpty() ? " ".repeat(HASH_LENGTH) : previous) + since + (ended ? " 1" : " 0");
      return text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    static Pointer decode(byte[] data) {
      String text = new String(data, java.nio.charset.StandardCharsets.US_ASCII);
      int space = text.lastIndexOf(' ');
      return new Pointer(
          text.substring(0, HASH_LENGTH),
          text.substring(HASH_LENGTH, 2 * HASH_LENGTH).strip(),
          Long.parseLong(text.substring(2 * HASH_LENGTH, space)),
          text.charAt(space + 1) == '1');
    }
  }
}
