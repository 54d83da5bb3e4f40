package dev.narthex.promql.exec.explain;

import dev.narthex.promql.exec.select.RangeInput;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.exec.select.WindowGrid;

/** A range vector whose time is booked on its node; series are counted unless the node counts what it reads. */
final class ObservedRange implements RangeInput {
  private final RangeInput input;
  private final NodeRecord node;
  private final ObservedOperator.Rows rows;
  private final Stopwatch watch;

  ObservedRange(RangeInput input, NodeRecord node, ObservedOperator.Rows rows, Stopwatch watch) {
    this.input = input;
    this.node = node;
    this.rows = rows;
    this.watch = watch;
  }

  @Override
  public WindowGrid grid() {
    return input.grid();
  }

  @Override
  public <P> void forEach(RangeFold<P> fold) {
    NodeRecord caller = watch.switchTo(node);
    try {
      input.forEach(new RangeFold<P>() {
        @Override
        public P start() {
          return fold.start();
        }

        @Override
        public void accept(P portion, RangeSeries series) {
          if (rows == ObservedOperator.Rows.COUNTED) {
            node.out(1, series.floats().length + series.histograms().length);
          }
          NodeRecord own = watch.switchTo(caller);
          try {
            fold.accept(portion, series);
          } finally {
            watch.switchTo(own);
          }
        }

        @Override
        public void merge(P portion) {
          NodeRecord own = watch.switchTo(caller);
          try {
            fold.merge(portion);
          } finally {
            watch.switchTo(own);
          }
        }
      });
    } finally {
      watch.switchTo(caller);
    }
  }
}
