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

/**
 * topk and bottomk: at each step the k series of each group with the largest (smallest) values; NaN is the worst. Of equal values the
 * series that came first stay. Holds k values a step and the labels of series that are in some step's list, never whole rows.
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
   * How many series each step keeps.
   *
   * @throws dev.narthex.promql.query.QueryException when a parameter is NaN or does not fit
   */
  static int[] limits(ScalarValues parameter, int steps) {
    int[] limits = new int[steps];
    for (int i = 0; i < steps; i++) {
      double k = parameter.at(i);
      if (Double.isNaN(k)) {
        throw dev.narthex.promql.query.QueryException.execution("Parameter value is NaN");
      }
      if (k >= 0x1p63) {
        throw dev.narthex.promql.query.QueryException.execution("Scalar value " + dev.narthex.model.GoFloat.general(k) + " overflows int64");
      }
      if (k < -0x1p63) {
        throw dev.narthex.promql.query.QueryException.execution("Scalar value " + dev.narthex.model.GoFloat.general(k) + " underflows int64");
      }
      limits[i] = (int) Math.max(0, Math.min(k, Integer.MAX_VALUE));
    }
    return limits;
  }

  /** A series in the running. */
  private record Candidate(Labels labels, boolean nameDropped) {}

  /** The best so far at one step, best first. */
  private final class Podium {
    private double[] values = new double[0];
    private Candidate[] candidates = new Candidate[0];
    private int size;

    void offer(double value, Candidate candidate, int limit) {
      int at = size;
      while (at > 0 && beats(value, values[at - 1])) {
        at--;
      }
      if (at >= limit) {
        return;
      }
      if (size < limit) {
        if (size == values.length) {
          int length = Math.min(limit, Math.max(4, size * 2));
          budget.holdBytes(12L * (length - size));
          values = java.util.Arrays.copyOf(values, length);
          candidates = java.util.Arrays.copyOf(candidates, length);
        }
        size++;
      }
      System.arraycopy(values, at, values, at + 1, size - at - 1);
      System.arraycopy(candidates, at, candidates, at + 1, size - at - 1);
      values[at] = value;
      candidates[at] = candidate;
    }
  }

  private boolean beats(double challenger, double holder) {
    if (Double.isNaN(holder)) {
      return !Double.isNaN(challenger);
    }
    return largest ? challenger > holder : challenger < holder;
  }

  @Override
  public <P> void forEach(Fold<P> fold) {
    Map<Labels, List<Podium>> groups = new LinkedHashMap<>();
    input.forEach(new Fold<Map<Labels, List<Podium>>>() {
      @Override
      public Map<Labels, List<Podium>> start() {
        return new LinkedHashMap<>();
      }

      @Override
      public void accept(Map<Labels, List<Podium>> portion, Row row) {
        List<Podium> podiums = portion.computeIfAbsent(grouping.of(row.labels()), _ -> podiums());
        Candidate candidate = new Candidate(row.labels(), row.nameDropped());
        for (int i = 0; i < limits.length; i++) {
          if (!Absent.is(row.floats()[i]) && limits[i] > 0) {
            podiums.get(i).offer(row.floats()[i], candidate, limits[i]);
          }
        }
      }

      @Override
      public void merge(Map<Labels, List<Podium>> portion) {
        portion.forEach((labels, podiums) -> {
          List<Podium> known = groups.putIfAbsent(labels, podiums);
          for (int i = 0; known != null && i < limits.length; i++) {
            Podium later = podiums.get(i);
            for (int k = 0; k < later.size; k++) {
              known.get(i).offer(later.values[k], later.candidates[k], limits[i]);
            }
          }
        });
      }
    });
    P portion = fold.start();
    for (List<Podium> podiums : groups.values()) {
      for (Map.Entry<Candidate, double[]> entry : rows(podiums).entrySet()) {
        fold.accept(portion, new Row(entry.getKey().labels(), entry.getKey().nameDropped(), entry.getValue(), null));
      }
    }
    fold.merge(portion);
  }

  private List<Podium> podiums() {
    List<Podium> podiums = new ArrayList<>(limits.length);
    budget.holdBytes(64L * limits.length);
    for (int i = 0; i < limits.length; i++) {
      podiums.add(new Podium());
    }
    return podiums;
  }

  /** The series of a group, those of the first step first and in the order of their values there. */
  private Map<Candidate, double[]> rows(List<Podium> podiums) {
    Map<Candidate, double[]> rows = new LinkedHashMap<>();
    for (int i = 0; i < limits.length; i++) {
      Podium podium = podiums.get(i);
      for (int k = 0; k < podium.size; k++) {
        double[] row = rows.get(podium.candidates[k]);
        if (row == null) {
          budget.holdBytes(8L * limits.length);
          row = Absent.array(limits.length);
          rows.put(podium.candidates[k], row);
        }
        row[i] = podium.values[k];
      }
    }
    return rows;
  }
}
