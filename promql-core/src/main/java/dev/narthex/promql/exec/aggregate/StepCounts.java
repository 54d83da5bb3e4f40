package dev.narthex.promql.exec.aggregate;

import dev.narthex.promql.exec.Absent;
import dev.narthex.promql.source.Budget;
import java.util.Arrays;

/** How often something occurs at each step. Holds the steps where it does, and all of them only when that takes less. */
final class StepCounts {
  private static final int BYTES_AROUND = 200;
  private static final int BYTES_EACH = 12;

  private final int steps;
  private final Budget budget;
  /** In ascending order; unused once {@code counts} has an element for every step. */
  private int[] at = new int[2];
  private double[] counts = new double[2];
  private int size;
  private boolean dense;

  StepCounts(int steps, Budget budget) {
    this.steps = steps;
    this.budget = budget;
    budget.holdBytes(BYTES_AROUND + 2 * BYTES_EACH);
  }

  void add(int step, double more) {
    if (dense) {
      counts[step] = Absent.is(counts[step]) ? more : counts[step] + more;
      return;
    }
    int place = size > 0 && at[size - 1] < step ? -size - 1 : Arrays.binarySearch(at, 0, size, step);
    if (place >= 0) {
      counts[place] += more;
    } else if (size == at.length && 2 * size * BYTES_EACH >= steps * Double.BYTES) {
      spread();
      add(step, more);
    } else {
      insert(-place - 1, step, more);
    }
  }

  private void insert(int place, int step, double more) {
    if (size == at.length) {
      budget.holdBytes((long) size * BYTES_EACH);
      at = Arrays.copyOf(at, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    System.arraycopy(at, place, at, place + 1, size - place);
    System.arraycopy(counts, place, counts, place + 1, size - place);
    at[place] = step;
    counts[place] = more;
    size++;
  }

  private void spread() {
    budget.holdBytes((long) steps * Double.BYTES);
    counts = perStep();
    at = new int[0];
    dense = true;
  }

  void addAll(StepCounts others) {
    if (others.dense) {
      for (int i = 0; i < steps; i++) {
        if (!Absent.is(others.counts[i])) {
          add(i, others.counts[i]);
        }
      }
      return;
    }
    for (int i = 0; i < others.size; i++) {
      add(others.at[i], others.counts[i]);
    }
  }

  /** One count a step; absent where there is nothing to count. */
  double[] perStep() {
    if (dense) {
      return counts;
    }
    double[] all = Absent.array(steps);
    for (int i = 0; i < size; i++) {
      all[at[i]] = counts[i];
    }
    return all;
  }
}
