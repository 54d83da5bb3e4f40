package dev.narthex.promql.exec.binary;

import dev.narthex.model.Labels;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.query.QueryException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The "one" side of a join by match key. At most one of a key's series may have a sample at a step. */
final class OneSide {
  /** The series of one key, and what their partners have used up. */
  static final class Group {
    private final List<Row> rows = new ArrayList<>();
    private final BitSet twice = new BitSet();
    private final BitSet used = new BitSet();
    private final BitSet partners = new BitSet();
    private final Map<Labels, BitSet> results = new HashMap<>();

    List<Row> rows() {
      return rows;
    }

    /** Notes where a pair of a one-to-one match meets and goes together, whether or not a filter keeps the result. */
    synchronized void use(Row many, Row one, BitSet failed) {
      for (int i = 0; i < many.steps(); i++) {
        if (many.has(i) && one.has(i) && !failed.get(i)) {
          partners.set(i);
          if (used.get(i)) {
            throw QueryException.execution("multiple matches for labels: many-to-one matching must be explicit (group_left/group_right)");
          }
          used.set(i);
        }
      }
    }

    /** The same for a result of a many-to-one match. */
    synchronized void use(Row many, Row one, BitSet failed, Labels result) {
      BitSet steps = results.computeIfAbsent(result, _ -> new BitSet());
      for (int i = 0; i < many.steps(); i++) {
        if (many.has(i) && one.has(i) && !failed.get(i)) {
          partners.set(i);
          if (steps.get(i)) {
            throw QueryException.execution("multiple matches for labels: grouping labels must ensure unique matches");
          }
          steps.set(i);
        }
      }
    }

    /** Steps where a pair of this key went together. */
    BitSet partners() {
      return partners;
    }
  }

  private final Map<Labels, Group> groups = new LinkedHashMap<>();
  private final String side;
  private final BitSet anyTwice = new BitSet();
  private String duplicate = "";

  /** @param side {@code left} or {@code right}, for the error */
  OneSide(List<Row> rows, MatchKey key, String side) {
    this.side = side;
    for (Row row : rows) {
      Labels labels = key.of(row.labels());
      Group group = groups.computeIfAbsent(labels, _ -> new Group());
      for (Row other : group.rows) {
        check(labels, other, row, group);
      }
      group.rows.add(row);
    }
  }

  private void check(Labels key, Row first, Row second, Group group) {
    for (int i = 0; i < first.steps(); i++) {
      if (first.has(i) && second.has(i)) {
        if (duplicate.isEmpty()) {
          String one = first.labels().toString();
          String other = second.labels().toString();
          boolean inOrder = Labels.compareCodePoints(one, other) <= 0;
          duplicate = "found duplicate series for the match group " + key + " on the " + side + " hand-side of the operation: ["
              + (inOrder ? one + ", " + other : other + ", " + one) + "];many-to-many matching not allowed: matching labels must be unique on one side";
        }
        group.twice.set(i);
        anyTwice.set(i);
      }
    }
  }

  /** Throws when the many side has a sample at a step where two series of one key compete. */
  void checkAgainst(Row many) {
    if (anyTwice.isEmpty()) {
      return;
    }
    for (int i = anyTwice.nextSetBit(0); i >= 0; i = anyTwice.nextSetBit(i + 1)) {
      if (many.has(i)) {
        throw QueryException.execution(duplicate);
      }
    }
  }

  /** Throws when two series of one key compete anywhere. */
  void checkEverywhere() {
    if (!anyTwice.isEmpty()) {
      throw QueryException.execution(duplicate);
    }
  }

  Map<Labels, Group> groups() {
    return groups;
  }
}
