package dev.narthex.tsdb.store;

import java.util.List;
import java.util.Optional;

/**
 * Immutable objects under keys. Safe for concurrent calls.
 *
 * <p>Keys are 1–900 characters of {@code A-Z a-z 0-9 ! _ . ' ( ) = % -} in segments separated by single slashes; no segment is
 * {@code .} or {@code ..} or begins with {@code .tmp}. An adapter refuses any other key with {@link IllegalArgumentException}.
 *
 * <p>A write is durable and visible to every later call when it returns {@link PutOutcome#STORED}. No reader ever sees part of an
 * object. Every method throws {@link StoreUnavailableException} when the store did not answer; after a write that means its effect
 * is unknown, and the same conditional write may be tried again.
 */
public interface ObjectStore {
  /** The whole object, or empty when there is none. */
  Optional<byte[]> get(String key);

  /**
   * The bytes {@code [offset, offset + length)}, cut at the object's end; an empty array when the offset lies at or behind the end;
   * empty when there is no object.
   *
   * @param offset 0 or more
   * @param length 1 or more
   */
  Optional<byte[]> range(String key, long offset, int length);

  /** Writes an object in any case, in the place of an older one: {@link PutOutcome#STORED}, or {@link PutOutcome#CONFLICT}. */
  PutOutcome put(String key, ObjectContent content);

  /**
   * Writes an object unless the key is taken. Of any number of concurrent calls for one key exactly one answers
   * {@link PutOutcome#STORED}; the others answer {@link PutOutcome#EXISTS} or {@link PutOutcome#CONFLICT} (try again).
   */
  PutOutcome putIfAbsent(String key, ObjectContent content);

  /** Removes an object; nothing happens when there is none. */
  void delete(String key);

  /**
   * Objects whose key starts with the prefix and is greater than {@code after} (in the order of the bytes of the keys), ascending.
   * Costs as much as a write: queries never list.
   *
   * @param prefix any beginning of a key, "" for all
   * @param after "" for the first page, then the last key of the page before
   * @param limit 1–1000; a shorter page is the last one
   */
  List<ObjectEntry> list(String prefix, String after, int limit);
}
