package dev.narthex.promql.exec;

/** Computes a scalar over all steps of its grid. */
@FunctionalInterface
public interface ScalarOperator {
  /** Called on the query's own thread. */
  ScalarValues values();
}
