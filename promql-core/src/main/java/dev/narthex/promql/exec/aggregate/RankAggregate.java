package dev.narthex.promql.exec.aggregate;

import dev.narthex.model.Labels;
import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.exec.Fold;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.ScalarValues;
import dev.narthex.promql.exec.VectorOperator;
import dev.narthex.promql.plan.Grouping;
import dev.narthex.promql.source.Budget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * topk and bottomk: at each step the k series of each group with the largest (smallest) values; NaN is the worst. Holds what ever got
 * in at a step and the labels of these series, never whole rows.
 */
final class RankAggregate implements VectorOperator {
  private final VectorOperator input;
  private final Grouping grouping;
  private final int[] limits;
  private final boolean largest;
  private final Budget budget;

  RankAggregate(VectorOperator input, Grouping grouping, int[] limits, boolean largest, Budget budget) {
    this.input = input;
    this.grouping = grouping;
    this.limits = limits;
    this.largest = largest;
    this.budget = budget;
  }

  /**
   * How many series each step keeps. Parameters that nowhere let anything through are not checked further.
   *
   * @throws dev.narthex.promql.query.QueryException when a parameter is NaN or does not fit
   */
  static int[] limits(ScalarValues parameter, int steps) {
    int[] limits = new int[steps];
    if (IntStream.range(0, steps).allMatch(i -> parameter.at(i) < 1)) {
      return limits;
    }
    for (int i = 0; i < steps; i++) {
      double k = parameter.at(i);
      if (Double.isNaN(k)) {
        throw dev.narthex.promql.query.QueryException.execution("Parameter value is NaN");
      }
      if (k >= 0x1p63) {
        throw dev.narthex.promql.query.QueryException.execution("Scalar value " + dev.narthex.model.GoFloat.general(k) + " overflows int64");
      }
      if (k <= -0x1p63) {
        throw dev.narthex.promql.query.QueryException.execution("Scalar value " + dev.narthex.model.GoFloat.general(k) + " underflows int64");
      }
      limits[i] = (int) Math.max(0, Math.min(k, Integer.MAX_VALUE));
    }
    return limits;
  }

  /** A series in the running. */
  record Candidate(Labels labels, boolean nameDropped) {}

  @Override
  public <P> void forEach(Fold<P> fold) {
    Map<Labels, List<RankHeap>> groups = new LinkedHashMap<>();
    input.forEach(new Fold<Map<Labels, List<RankHeap>>>() {
      @Override
      public Map<Labels, List<RankHeap>> start() {
        return new LinkedHashMap<>();
      }

      @Override
      public void accept(Map<Labels, List<RankHeap>> portion, Row row) {
        List<RankHeap> podiums = portion.computeIfAbsent(grouping.of(row.labels()), _ -> podiums());
        Candidate candidate = new Candidate(row.labels(), row.nameDropped());
        for (int i = 0; i < limits.length; i++) {
          if (!Absent.is(row.floats()[i]) && limits[i] > 0) {
            podiums.get(i).offer(row.floats()[i], candidate, limits[i]);
          }
        }
      }

      @Override
      public void merge(Map<Labels, List<RankHeap>> portion) {
        portion.forEach((labels, podiums) -> {
          List<RankHeap> known = groups.putIfAbsent(labels, podiums);
          for (int i = 0; known != null && i < limits.length; i++) {
            known.get(i).replay(podiums.get(i), limits[i]);
          }
        });
      }
    });
    P portion = fold.start();
    for (List<RankHeap> podiums : groups.values()) {
      for (Map.Entry<Candidate, double[]> entry : rows(podiums).entrySet()) {
        fold.accept(portion, new Row(entry.getKey().labels(), entry.getKey().nameDropped(), entry.getValue(), null));
      }
    }
    fold.merge(portion);
  }

  private List<RankHeap> podiums() {
    List<RankHeap> podiums = new ArrayList<>(limits.length);
    budget.holdBytes(64L * limits.length);
    for (int i = 0; i < limits.length; i++) {
      podiums.add(new RankHeap(largest, budget));
    }
    return podiums;
  }

  /** The series of a group, those of the first step first and in the order of their values there. */
  private Map<Candidate, double[]> rows(List<RankHeap> podiums) {
    Map<Candidate, double[]> rows = new LinkedHashMap<>();
    for (int i = 0; i < limits.length; i++) {
      for (RankHeap.Entry entry : podiums.get(i).bestFirst()) {
        double[] row = rows.get(entry.candidate());
        if (row == null) {
          budget.holdBytes(8L * limits.length);
          row = Absent.array(limits.length);
          rows.put(entry.candidate(), row);
        }
        row[i] = entry.value();
      }
    }
    return rows;
  }
}
