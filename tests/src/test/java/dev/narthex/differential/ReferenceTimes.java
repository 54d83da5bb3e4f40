package dev.narthex.differential;

import dev.narthex.promql.ast.AtModifier;
import dev.narthex.promql.ast.VectorSelector;

/** When a selector looks at its data. */
final class ReferenceTimes {
  private ReferenceTimes() {}

  static long of(ReferenceEvaluator e, VectorSelector v, long t) {
    long at = v.at().map(a -> switch (a) {
      case AtModifier.Timestamp ts -> ts.millis();
      case AtModifier.Start _ -> e.start();
      case AtModifier.End _ -> e.end();
    }).orElse(t);
    return at - e.millis(v.offset());
  }
}
