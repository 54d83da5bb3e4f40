package dev.narthex.promql.exec.aggregate;

import dev.narthex.model.Labels;
import dev.narthex.promql.exec.Fold;
import dev.narthex.promql.exec.Row;
import dev.narthex.promql.exec.VectorOperator;
import dev.narthex.promql.plan.Grouping;
import dev.narthex.promql.source.Budget;
import java.util.LinkedHashMap;
import java.util.Map;

/** Streams rows into cells, one {@link Cells} a group. Groups come out in the order in which they were first seen. */
public final class GroupedAggregate implements VectorOperator {
  private static final int BYTES_OF_A_GROUP = 300;

  private final VectorOperator input;
  private final Grouping grouping;
  private final int steps;
  private final Cells.Factory factory;
  private final Budget budget;

  GroupedAggregate(VectorOperator input, Grouping grouping, int steps, Cells.Factory factory, Budget budget) {
    this.input = input;
    this.grouping = grouping;
    this.steps = steps;
    this.factory = factory;
    this.budget = budget;
  }

  /** One group while it grows. */
  private static final class Group {
    private final Cells cells;
    private boolean nameDropped;

    Group(Cells cells) {
      this.cells = cells;
    }
  }

  @Override
  public <P> void forEach(Fold<P> fold) {
    Map<Labels, Group> groups = new LinkedHashMap<>();
    long bytesOfAGroup = BYTES_OF_A_GROUP + (long) factory.bytesPerStep() * steps;
    input.forEach(new Fold<Map<Labels, Group>>() {
      @Override
      public Map<Labels, Group> start() {
        return new LinkedHashMap<>();
      }

      @Override
      public void accept(Map<Labels, Group> portion, Row row) {
        if (!row.hasAny()) {
          return;
        }
        Labels labels = grouping.of(row.labels());
        Group group = portion.get(labels);
        if (group == null) {
          budget.holdBytes(bytesOfAGroup);
          group = new Group(factory.start(steps));
          portion.put(labels, group);
        }
        group.cells.add(row);
        group.nameDropped |= row.nameDropped();
      }

      @Override
      public boolean keepsRows() {
        return false; // cells take values out of them
      }

      @Override
      public void merge(Map<Labels, Group> portion) {
        for (Map.Entry<Labels, Group> entry : portion.entrySet()) {
          Group known = groups.putIfAbsent(entry.getKey(), entry.getValue());
          if (known != null) {
            known.cells.merge(entry.getValue().cells);
            known.nameDropped |= entry.getValue().nameDropped;
            budget.releaseBytes(bytesOfAGroup);
          }
        }
      }
    });
    P portion = fold.start();
    for (Map.Entry<Labels, Group> entry : groups.entrySet()) {
      fold.accept(portion, entry.getValue().cells.finish(entry.getKey(), entry.getValue().nameDropped));
    }
    fold.merge(portion);
    budget.releaseBytes(bytesOfAGroup * groups.size());
  }
}
