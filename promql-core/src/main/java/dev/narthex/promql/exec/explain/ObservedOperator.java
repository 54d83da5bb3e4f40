package dev.narthex.promql.exec.explain;

import dev.narthex.promql.exec.Fold;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.VectorOperator;
import org.jspecify.annotations.Nullable;

/** An operator whose time and rows are booked on its node. */
final class ObservedOperator implements VectorOperator {
  private final VectorOperator operator;
  private final NodeRecord node;
  private final Rows rows;
  private final Stopwatch watch;

  /** Whether the rows that come out are what the node counts; a selector counts what it reads. */
  enum Rows {
    COUNTED,
    PASSED
  }

  ObservedOperator(VectorOperator operator, NodeRecord node, Rows rows, Stopwatch watch) {
    this.operator = operator;
    this.node = node;
    this.rows = rows;
    this.watch = watch;
  }

  @Override
  public <P> void forEach(Fold<P> fold) {
    NodeRecord caller = watch.switchTo(node);
    try {
      operator.forEach(new Fold<P>() {
        @Override
        public P start() {
          return fold.start();
        }

        @Override
        public void accept(P portion, Row row) {
          if (rows == Rows.COUNTED) {
            node.row(row);
          }
          NodeRecord own = watch.switchTo(caller);
          try {
            fold.accept(portion, row);
          } finally {
            watch.switchTo(own);
          }
        }

        @Override
        public boolean keepsRows() {
          return fold.keepsRows();
        }

        @Override
        public void merge(P portion) {
          @Nullable NodeRecord own = watch.switchTo(caller);
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
