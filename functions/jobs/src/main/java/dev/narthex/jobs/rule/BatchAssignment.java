package dev.narthex.jobs.rule;

import dev.narthex.model.PromDuration;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.VectorSelector;
import dev.narthex.rules.GroupMemory;
import dev.narthex.rules.Rule;
import dev.narthex.rules.RuleGroup;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Puts groups into batches. A batch holds one interval, because a job has one slot, and costs at most {@value #MOST_COST}, so that it ends
 * well within its interval; each selector of a rule costs one. A group stays in its batch as long as that is allowed: a move costs a look
 * for its memory in all other batches. Mostly one batch holds everything of an interval, which makes a tick one object.
 */
public final class BatchAssignment {
  static final int MOST_COST = 400;

  private BatchAssignment() {}

  /**
   * Assigns all groups.
   *
   * @param groups in the order of the configuration
   * @param before batch names by group, as assigned last time
   * @return batches by name
   */
  public static List<RuleSet.Batch> assign(List<RuleGroup> groups, Map<String, String> before) {
    Map<String, Packing> batches = new TreeMap<>();
    List<RuleGroup> homeless = new ArrayList<>();
    for (RuleGroup group : groups) {
      String name = before.getOrDefault(group.key(), "");
      if (!name.endsWith("-" + new PromDuration(group.intervalMillis())) || !batches.computeIfAbsent(name, n -> new Packing(group.intervalMillis())).take(group)) {
        homeless.add(group);
      }
    }
    for (RuleGroup group : homeless) {
      for (int i = 0; ; i++) {
        String name = "rules-" + i + "-" + new PromDuration(group.intervalMillis());
        if (batches.computeIfAbsent(name, n -> new Packing(group.intervalMillis())).take(group)) {
          break;
        }
      }
    }
    return batches.entrySet().stream().map(e -> new RuleSet.Batch(e.getKey(), e.getValue().interval, e.getValue().members)).toList();
  }

  private static int cost(RuleGroup group) {
    return group.rules().stream().map(Rule::expression).mapToInt(expr -> Math.max(1, selectors(expr))).sum();
  }

  private static int selectors(Expr expr) {
    return expr instanceof VectorSelector ? 1 : expr.children().stream().mapToInt(BatchAssignment::selectors).sum();
  }

  private static final class Packing {
    private final long interval;
    private final List<RuleSet.Member> members = new ArrayList<>();
    private int cost;

    Packing(long interval) {
      this.interval = interval;
    }

    boolean take(RuleGroup group) {
      int more = cost(group);
      if (!members.isEmpty() && cost + more > MOST_COST) {
        return false;
      }
      cost += more;
      members.add(new RuleSet.Member(group.key(), Arrays.asList(GroupMemory.keys(group.rules()))));
      return true;
    }
  }
}
