package dev.narthex.tsdb.catalog;

import java.util.List;

/**
 * The catalogue table. Safe for concurrent calls; every method throws
 * {@link dev.narthex.tsdb.store.StoreUnavailableException} when the table cannot be read at all.
 */
public interface Catalog {
  /** The most changes that one commit may hold. */
  int MAX_CHANGES = 25;

  /**
   * The items of several stretches: for each, in the order given, its items by ascending sort key. Sees every commit that was
   * acknowledged before the call (strongly consistent), but no single moment: a commit during the call may be seen in one stretch
   * and not yet in another. Costs one request per stretch and begun megabyte; an adapter runs the stretches in parallel.
   */
  List<List<CatalogItem>> read(List<SortRange> stretches);

  /**
   * Applies all changes or none.
   *
   * @param changes 1–{@link #MAX_CHANGES} changes of different keys, together below 4 MB. A single change is a plain conditional
   *     write, which costs half a transaction
   */
  CommitOutcome commit(List<CatalogChange> changes);
}
