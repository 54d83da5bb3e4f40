package dev.narthex.promql.exec.binary;

import dev.narthex.model.Labels;
import dev.narthex.promql.ast.BinaryOperator;
import dev.narthex.promql.ast.VectorMatching;
import dev.narthex.promql.exec.Fold;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.VectorOperator;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * and, unless and or: what passes depends on whether the other side has any series with the same key at the step. Holds one bit a key
 * and step, never rows.
 */
public final class SetOperator implements VectorOperator {
  private final BinaryOperator operator;
  private final VectorOperator left;
  private final VectorOperator right;
  private final MatchKey key;

  public SetOperator(BinaryOperator operator, VectorOperator left, VectorOperator right, VectorMatching matching) {
    this.operator = operator;
    this.left = left;
    this.right = right;
    this.key = new MatchKey(matching);
  }

  @Override
  public <P> void forEach(Fold<P> fold) {
    Map<Labels, BitSet> present = new HashMap<>();
    if (operator == BinaryOperator.OR) {
      left.forEach(new Watching<>(fold, present));
      right.forEach(new Filtering<>(fold, present, false));
    } else {
      right.forEach(new Watching<>(new Discarding(), present));
      left.forEach(new Filtering<>(fold, present, operator == BinaryOperator.AND));
    }
  }

  /** Passes rows on and notes where they have samples. */
  private final class Watching<P> implements Fold<Watching.Portion<P>> {
    private record Portion<P>(P inner, Map<Labels, BitSet> present) {}

    private final Fold<P> fold;
    private final Map<Labels, BitSet> present;

    Watching(Fold<P> fold, Map<Labels, BitSet> present) {
      this.fold = fold;
      this.present = present;
    }

    @Override
    public Portion<P> start() {
      return new Portion<>(fold.start(), new HashMap<>());
    }

    @Override
    public void accept(Portion<P> portion, Row row) {
      BitSet steps = portion.present.computeIfAbsent(key.of(row.labels()), _ -> new BitSet());
      if (row.isFullFromKnown()) {
        steps.set(row.fullFrom(), row.steps());
      } else {
        for (int i = 0; i < row.steps(); i++) {
          if (row.has(i)) {
            steps.set(i);
          }
        }
      }
      fold.accept(portion.inner, row);
    }

    @Override
    public void merge(Portion<P> portion) {
      portion.present.forEach((labels, steps) -> present.computeIfAbsent(labels, _ -> new BitSet()).or(steps));
      fold.merge(portion.inner);
    }
  }

  /** Passes on what the other side has, or what it lacks. */
  private final class Filtering<P> implements Fold<P> {
    private final Fold<P> fold;
    private final Map<Labels, BitSet> present;
    private final boolean wanted;

    Filtering(Fold<P> fold, Map<Labels, BitSet> present, boolean wanted) {
      this.fold = fold;
      this.present = present;
      this.wanted = wanted;
    }

    @Override
    public P start() {
      return fold.start();
    }

    @Override
    public void accept(P portion, Row row) {
      BitSet steps = present.get(key.of(row.labels()));
      Row kept = steps == null ? (wanted ? null : row) : filter(row, steps);
      if (kept != null) {
        fold.accept(portion, kept);
      }
    }

    private @Nullable Row filter(Row row, BitSet steps) {
      if (steps.cardinality() == row.steps()) {
        return wanted ? row : null;
      }
      RowBuilder out = new RowBuilder(row.steps());
      boolean any = false;
      for (int i = 0; i < row.steps(); i++) {
        if (steps.get(i) != wanted || !row.has(i)) {
          continue;
        }
        any = true;
        out.set(i, row.floats()[i]);
        var histogram = row.histogram(i);
        if (histogram != null) {
          out.set(i, histogram);
        }
      }
      return any ? out.build(row.labels(), row.nameDropped()) : null;
    }

    @Override
    public void merge(P portion) {
      fold.merge(portion);
    }
  }

  private static final class Discarding implements Fold<Discarding> {
    @Override
    public Discarding start() {
      return this;
    }

    @Override
    public void accept(Discarding portion, Row row) {}

    @Override
    public void merge(Discarding portion) {}
  }
}
