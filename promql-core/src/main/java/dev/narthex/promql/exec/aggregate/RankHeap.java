package dev.narthex.promql.exec.aggregate;

import dev.narthex.promql.exec.aggregate.RankAggregate.Candidate;
import dev.narthex.promql.source.Budget;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The best of one group at one step: a binary heap with the worst on top. Which of several equal values have to go depends on how such
 * a heap moves its entries, so it does as Prometheus' (Go's {@code container/heap}) does. It remembers all that ever got in, in their
 * order, so that one heap can take in what another saw later as if it had seen it itself. One thread.
 */
final class RankHeap {
  /** What is in the heap. */
  record Entry(double value, Candidate candidate) {}

  private static final int SMALLEST = 4;

  private final boolean largest;
  private final Budget budget;
  private Entry[] entries = new Entry[0];
  private int size;
  private Entry[] admitted = new Entry[0];
  private int admissions;

  /** @param largest whether large values are the better ones */
  RankHeap(boolean largest, Budget budget) {
    this.largest = largest;
    this.budget = budget;
  }

  /** Lets a sample in if there are fewer than {@code limit}, or in the place of the worst one if it beats that. */
  void offer(double value, Candidate candidate, int limit) {
    if (isAdmitted(value, limit)) {
      admit(new Entry(value, candidate), limit);
    }
  }

  /** Goes on with what another heap of the same step let in, which saw later series. */
  void replay(RankHeap later, int limit) {
    for (int i = 0; i < later.admissions; i++) {
      Entry entry = later.admitted[i];
      if (isAdmitted(entry.value, limit)) {
        admit(entry, limit);
      }
    }
  }

  private boolean isAdmitted(double value, int limit) {
    return size < limit || beats(value, entries[0].value);
  }

  private void admit(Entry entry, int limit) {
    admitted = grown(admitted, admissions);
    admitted[admissions++] = entry;
    if (size < limit) {
      entries = grown(entries, size);
      entries[size++] = entry;
      up(size - 1);
    } else {
      entries[0] = entry;
      down(0);
    }
  }

  private Entry[] grown(Entry[] array, int used) {
    if (used < array.length) {
      return array;
    }
    int length = Math.max(SMALLEST, used * 2);
    budget.holdBytes(40L * (length - used));
    return Arrays.copyOf(array, length);
  }

  private boolean beats(double challenger, double worst) {
    if (Double.isNaN(worst)) {
      return !Double.isNaN(challenger);
    }
    return largest ? challenger > worst : challenger < worst;
  }

  /** Whether one is worse; NaN is worse than everything, itself included. */
  private boolean isWorse(Entry a, Entry b) {
    return Double.isNaN(a.value) || (largest ? a.value < b.value : a.value > b.value);
  }

  private void up(int from) {
    int child = from;
    while (child > 0) {
      int parent = (child - 1) / 2;
      if (!isWorse(entries[child], entries[parent])) {
        return;
      }
      swap(parent, child);
      child = parent;
    }
  }

  private void down(int from) {
    int parent = from;
    while (2 * parent + 1 < size) {
      int child = 2 * parent + 1;
      if (child + 1 < size && isWorse(entries[child + 1], entries[child])) {
        child++;
      }
      if (!isWorse(entries[child], entries[parent])) {
        return;
      }
      swap(parent, child);
      parent = child;
    }
  }

  private void swap(int i, int j) {
    Entry entry = entries[i];
    entries[i] = entries[j];
    entries[j] = entry;
  }

  /** What is left, the best first, equal ones as they lie in the heap. */
  List<Entry> bestFirst() {
    List<Entry> sorted = new ArrayList<>(Arrays.asList(entries).subList(0, size));
    sorted.sort((a, b) -> {
      if (Double.isNaN(a.value) || Double.isNaN(b.value)) {
        return Boolean.compare(Double.isNaN(a.value), Double.isNaN(b.value));
      }
      return largest ? Double.compare(b.value + 0.0, a.value + 0.0) : Double.compare(a.value + 0.0, b.value + 0.0);
    });
    return sorted;
  }
}
