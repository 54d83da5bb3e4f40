package dev.narthex.jobs.publish;

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
 * Where plans of one kind are published. A plan is an object under its own hash, {@code <word>/<tenant>/<sha256>}; one pointer item in the
 * state table ({@code <tenant>#<word>}, {@code current}) says which is in force. Thread-safe; keeps the decoded plan of each tenant.
 *
 * @param <T> the plan
 */
public class Publication<T> {
  private static final String POINTER = "current";
  private static final int HASH_LENGTH = 64;

  private final PlanFormat<T> format;
  private final ObjectStore objects;
  private final ControlState state;
  private final Map<String, Loaded<T>> loaded = new ConcurrentHashMap<>();

  private record Loaded<T>(String hash, T plan) {}

  protected Publication(PlanFormat<T> format, ObjectStore objects, ControlState state) {
    this.format = format;
    this.objects = objects;
    this.state = state;
  }

  /**
   * The pointer and the plan that it names.
   *
   * @param generation counts publications
   * @param since epoch milliseconds of the publication
   * @param previous hash of the plan before it, empty for the first
   * @param ended whether the end entries of what vanished with this publication are written
   */
  public record Current<T>(long generation, long since, String hash, String previous, boolean ended, T set) {}

  /** What is in force; an empty plan before the first publication. */
  public Current<T> current(String tenant) {
    return state.read(key(tenant)).map(item -> current(tenant, item)).orElseGet(() -> new Current<>(0, 0, "", "", true, format.empty()));
  }

  private Current<T> current(String tenant, ControlItem item) {
    Pointer pointer = Pointer.decode(item.data());
    return new Current<>(item.version(), pointer.since(), pointer.hash(), pointer.previous(), pointer.ended(), set(tenant, pointer.hash()));
  }

  /** A published plan by its hash. */
  public T set(String tenant, String hash) {
    if (hash.isEmpty()) {
      return format.empty();
    }
    Loaded<T> known = loaded.get(tenant);
    if (known != null && known.hash().equals(hash)) {
      return known.plan();
    }
    String key = objectKey(tenant, hash);
    byte[] bytes = objects.get(key).orElseThrow(() -> new StoreUnavailableException("plan " + key + " is named by the pointer but not stored"));
    T plan = format.decode(key, bytes);
    loaded.put(tenant, new Loaded<>(hash, plan));
    return plan;
  }

  /**
   * Publishes a plan in the place of the one that the caller saw. A plan that equals it changes nothing.
   *
   * @param seen what {@link #current} answered
   * @param now epoch milliseconds
   * @return what is in force now, or empty when another publication came first or the outcome is unknown: start over
   */
  public Optional<Current<T>> publish(String tenant, Current<T> seen, T plan, long now) {
    byte[] bytes = format.encode(plan);
    String hash = sha256(bytes);
    if (hash.equals(seen.hash())) {
      return Optional.of(seen);
    }
    if (objects.putIfAbsent(objectKey(tenant, hash), ObjectContent.of(bytes)) == PutOutcome.CONFLICT) {
      return Optional.empty();
    }
    Current<T> next = new Current<>(seen.generation() + 1, now, hash, seen.hash(), false, plan);
    return write(tenant, seen, next) ? Optional.of(next) : Optional.empty();
  }

  /** Notes that the end entries of the current publication are written; nothing happens when another one came since. */
  public void ended(String tenant, Current<T> current) {
    Current<T> next = new Current<>(current.generation() + 1, current.since(), current.hash(), current.previous(), true, current.set());
    write(tenant, current, next);
  }

  private boolean write(String tenant, Current<T> seen, Current<T> next) {
    Condition condition = seen.generation() == 0 ? Condition.absent() : Condition.version(seen.generation());
    Pointer pointer = new Pointer(next.hash(), next.previous(), next.since(), next.ended());
    return state.write(ControlItem.of(key(tenant), next.generation(), pointer.encode()), condition) == CommitOutcome.COMMITTED;
  }

  private ItemKey key(String tenant) {
    return new ItemKey(ObjectKeys.segment(tenant) + "#" + format.word(), POINTER);
  }

  private String objectKey(String tenant, String hash) {
    return format.word() + "/" + ObjectKeys.segment(tenant) + "/" + hash;
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
