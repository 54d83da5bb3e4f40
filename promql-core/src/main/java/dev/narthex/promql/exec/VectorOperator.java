package dev.narthex.promql.exec;

/** Computes an instant vector over all steps of its grid. */
public interface VectorOperator {
  /**
   * Pushes every series into the fold. Called on the query's own thread only, never from within {@link Fold#accept}; may be called
   * more than once. A series may come as several rows with equal labels that have no step in common.
   */
  <P> void forEach(Fold<P> fold);
}
