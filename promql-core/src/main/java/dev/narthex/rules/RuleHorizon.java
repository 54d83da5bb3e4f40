package dev.narthex.rules;

import dev.narthex.model.TimeRange;
import dev.narthex.promql.ast.Expr;
import dev.narthex.promql.ast.MatrixSelector;
import dev.narthex.promql.ast.Subquery;
import dev.narthex.promql.ast.TimeSpan;
import dev.narthex.promql.ast.VectorSelector;
import java.util.List;
import java.util.Optional;

/** How far back groups look, so that what all of them need can be read at once. */
public final class RuleHorizon {
  /** Who looks farther back reads on its own: the rest would pay for it. */
  private static final long FARTHEST = 60 * 60_000;

  private RuleHorizon() {}

  /** The range that holds what most rules look at; empty when none looks at stored samples of the last hour. */
  public static Optional<TimeRange> widest(List<RuleGroup> groups, RuleSettings settings, long tick) {
    long widest = 0;
    for (RuleGroup group : groups) {
      long offset = group.queryOffsetMillis().orElse(settings.queryOffsetMillis());
      for (Rule rule : group.rules()) {
        long back = offset + of(rule.expression(), settings.options().lookback().toMillis());
        widest = back <= FARTHEST ? Math.max(widest, back) : widest;
      }
    }
    return widest == 0 ? Optional.empty() : Optional.of(TimeRange.closed(tick - widest, tick));
  }

  private static long of(Expr expr, long lookback) {
    return switch (expr) {
      case VectorSelector selector -> selector.at().isPresent() ? FARTHEST + 1 : lookback + length(selector.offset());
      case MatrixSelector matrix -> matrix.selector().at().isPresent() ? FARTHEST + 1 : length(matrix.range()) + length(matrix.selector().offset());
      case Subquery subquery -> subquery.at().isPresent() ? FARTHEST + 1 : length(subquery.range()) + length(subquery.offset()) + of(subquery.expr(), lookback);
      default -> expr.children().stream().mapToLong(child -> of(child, lookback)).max().orElse(0);
    };
  }

  private static long length(TimeSpan span) {
    return switch (span) {
      case TimeSpan.Fixed fixed -> Math.max(0, fixed.millis());
      case TimeSpan.Computed _ -> FARTHEST + 1;
    };
  }
}
