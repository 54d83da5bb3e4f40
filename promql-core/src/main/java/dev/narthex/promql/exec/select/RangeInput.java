package dev.narthex.promql.exec.select;

/** A range vector over all steps: what a matrix selector or a subquery comes to. */
public interface RangeInput {
  /** Takes series as {@link dev.narthex.promql.exec.Fold} takes rows, under the same rules. */
  interface RangeFold<P> {
    P start();

    void accept(P portion, RangeSeries series);

    void merge(P portion);
  }

  /** Pushes every series into the fold; called on the query's own thread only. */
  <P> void forEach(RangeFold<P> fold);

  /** The windows, one a step. */
  WindowGrid grid();
}
