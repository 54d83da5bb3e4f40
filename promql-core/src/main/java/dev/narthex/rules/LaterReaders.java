package dev.narthex.rules;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.promql.ast.Call;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.VectorSelector;
import java.util.List;

/** Whether the rules behind one of a group can see what it writes: only then its series have to be remembered label by label. */
final class LaterReaders {
  private LaterReaders() {}

  static boolean of(List<Rule> rules, int index) {
    if (rules.get(index) instanceof Rule.Alerting) {
      return rules.stream().skip(index + 1L).anyMatch(rule -> sees(rule, "ALERTS") || sees(rule, "ALERTS_FOR_STATE"));
    }
    String name = rules.get(index).name();
    return rules.stream().skip(index + 1L).anyMatch(rule -> sees(rule, name));
  }

  private static boolean sees(Rule rule, String metric) {
    if (rule instanceof Rule.Alerting alerting) {
      boolean asks = alerting.annotations().values().stream().anyMatch(text -> text.contains("query")) || alerting.labels().values().stream().anyMatch(text -> text.contains("query"));
      if (asks) {
        return true; // a template may query anything
      }
    }
    return sees(rule.expression(), metric);
  }

  private static boolean sees(Expr expr, String metric) {
    return switch (expr) {
      case VectorSelector selector -> selector.matchers().stream().filter(m -> m.name().equals(Labels.METRIC_NAME)).allMatch(m -> m.matches(metric));
      case Call call when call.function().name().equals("info") -> true;
      default -> expr.children().stream().anyMatch(child -> sees(child, metric));
    };
  }
}
