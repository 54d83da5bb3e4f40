package dev.narthex.promql.exec.binary;

import dev.narthex.model.Labels;
import dev.narthex.promql.ast.VectorMatching;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Evaluation;
import dev.narthex.promql.exec.Fold;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.Rows;
import dev.narthex.promql.exec.VectorOperator;
import dev.narthex.promql.plan.VectorPlan;
import java.util.BitSet;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * An operator between two vectors. The "one" side (the right one unless {@code group_right}) is held by match key; the other side
 * streams through, even when nothing can match: its errors and annotations belong to the answer.
 */
public final class Join implements VectorOperator {
  private final VectorOperator left;
  private final VectorOperator right;
  private final VectorMatching matching;
  private final MatchKey key;
  private final ResultLabels labels;
  private final Pairwise pairwise;
  private final boolean manyRight;
  private final boolean oneToOne;
  private final boolean dropsLater;
  private final OptionalDouble fillMany;
  private final OptionalDouble fillOne;
  private final Evaluation evaluation;

  public Join(VectorPlan.Join plan, VectorOperator left, VectorOperator right, Evaluation evaluation) {
    this.left = left;
    this.right = right;
    this.evaluation = evaluation;
    matching = plan.matching();
    key = new MatchKey(matching);
    labels = new ResultLabels(plan.operator(), plan.comparison(), matching, evaluation.delaysNameRemoval());
    pairwise = new Pairwise(new SampleOperation(plan.operator(), plan.comparison(), plan.position(), evaluation));
    manyRight = matching.cardinality() == VectorMatching.Cardinality.ONE_TO_MANY;
    oneToOne = matching.cardinality() == VectorMatching.Cardinality.ONE_TO_ONE;
    dropsLater = plan.comparison() == VectorPlan.Comparison.BOOL && evaluation.delaysNameRemoval();
    // as in Prometheus, "left" of a fill is the many side, also with group_right
    fillMany = matching.fillLeft();
    fillOne = matching.fillRight();
  }

  @Override
  public <P> void forEach(Fold<P> fold) {
    OneSide ones = new OneSide(Rows.of(manyRight ? left : right, evaluation.budget()), key, manyRight ? "left" : "right");
    if (fillMany.isPresent() || fillOne.isPresent()) {
      ones.checkEverywhere();
    }
    Map<Labels, OneSide.Group> strays = new java.util.concurrent.ConcurrentHashMap<>();
    (manyRight ? right : left).forEach(new Fold<P>() {
      @Override
      public P start() {
        return fold.start();
      }

      @Override
      public void accept(P portion, Row many) {
        ones.checkAgainst(many);
        Labels match = key.of(many.labels());
        OneSide.Group group = ones.groups().get(match);
        if (group == null) {
          if (fillOne.isPresent()) {
            emit(portion, many, constant(match, many, fillOne.getAsDouble()), strays.computeIfAbsent(match, _ -> new OneSide.Group()), fold);
          }
          return;
        }
        for (Row one : group.rows()) {
          emit(portion, many, one, group, fold);
        }
        if (fillOne.isPresent()) {
          emit(portion, many, gaps(match, many, group, fillOne.getAsDouble()), group, fold);
        }
      }

      @Override
      public void merge(P portion) {
        fold.merge(portion);
      }
    });
    if (fillMany.isPresent()) {
      fillUnmatched(ones, fillMany.getAsDouble(), fold);
    }
  }

  private <P> void emit(P portion, Row many, Row one, OneSide.Group group, Fold<P> fold) {
    Labels resultLabels = labels.of(many.labels(), one.labels());
    boolean nameDropped = dropsLater;
    BitSet failed = new BitSet();
    Row result = manyRight
        ? pairwise.apply(one, many, resultLabels, nameDropped, failed)
        : pairwise.apply(many, one, resultLabels, nameDropped, failed);
    if (oneToOne) {
      group.use(many, one, failed);
    } else {
      group.use(many, one, failed, resultLabels);
    }
    if (result.hasAny()) {
      fold.accept(portion, result);
    }
  }

  /** One-side samples whose many side is missing meet the fill value. */
  private <P> void fillUnmatched(OneSide ones, double fill, Fold<P> fold) {
    P portion = fold.start();
    ones.groups().forEach((match, group) -> {
      for (Row one : group.rows()) {
        double[] values = Absent.array(one.steps());
        BitSet partners = group.partners();
        for (int i = 0; i < values.length; i++) {
          if (!partners.get(i) && one.has(i)) {
            values[i] = fill;
          }
        }
        emit(portion, Row.ofFloats(match, values), one, group, fold);
      }
    });
    fold.merge(portion);
  }

  private static Row constant(Labels match, Row like, double fill) {
    double[] values = new double[like.steps()];
    java.util.Arrays.fill(values, fill);
    return new Row(match, false, values, null, 0);
  }

  /** The fill value where no series of the group has a sample. */
  private static Row gaps(Labels match, Row like, OneSide.Group group, double fill) {
    double[] values = Absent.array(like.steps());
    for (int i = 0; i < values.length; i++) {
      boolean any = false;
      for (Row one : group.rows()) {
        any |= one.has(i);
      }
      if (!any) {
        values[i] = fill;
      }
    }
    return Row.ofFloats(match, values);
  }
}
