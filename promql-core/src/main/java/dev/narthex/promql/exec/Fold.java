package dev.narthex.promql.exec;

/**
 * What takes the rows of an operator. Rows come in portions; different portions may come on different threads at the same time, but
 * {@link #merge} is called on the thread that asked, portion by portion in an order that depends on the data only. So the outcome is
 * the same whatever the number of threads.
 *
 * @param <P> what one portion comes to
 */
public interface Fold<P> {
  /** A fresh portion. Thread-safe. */
  P start();

  /** Takes one row into a portion. One thread a portion. */
  void accept(P portion, Row row);

  /**
   * Whether floats of a row are looked at after {@link #accept} has returned. Where not, the next row of the portion may be written over
   * them.
   */
  default boolean keepsRows() {
    return true;
  }

  /** Takes a finished portion in. Called in order, never concurrently. */
  void merge(P portion);
}
