package dev.narthex.promql.exec.range;

import dev.narthex.model.histogram.CounterResets;
import dev.narthex.model.histogram.HistogramArithmetic;
import dev.narthex.promql.ast.VectorSelector.Extension;
import dev.narthex.promql.exec.select.WindowReach;
import dev.narthex.promql.functions.PromqlFunction;
import dev.narthex.promql.query.QueryException;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/** The functions that know what to do with {@code anchored} and {@code smoothed} ranges. */
public final class ExtendedFunctions {
  private static final Set<PromqlFunction> SMOOTHED = EnumSet.of(PromqlFunction.DELTA, PromqlFunction.INCREASE, PromqlFunction.RATE);
  private static final Set<PromqlFunction> ANCHORED =
      EnumSet.of(PromqlFunction.CHANGES, PromqlFunction.DELTA, PromqlFunction.INCREASE, PromqlFunction.RATE, PromqlFunction.RESETS);

  private ExtendedFunctions() {}

  /**
   * The implementation.
   *
   * @throws QueryException when the function does not work on such ranges
   */
  public static RangeFunction of(PromqlFunction function, WindowReach reach, RangeContext context) {
    requireKnown(function, reach.extension());
    return switch (function) {
      case RATE -> new CounterNameCheck(change(ExtrapolatedChange.Kind.RATE, reach, context), context);
      case INCREASE -> new CounterNameCheck(change(ExtrapolatedChange.Kind.INCREASE, reach, context), context);
      case DELTA -> change(ExtrapolatedChange.Kind.DELTA, reach, context);
      case CHANGES ->
          new AnchoredTransitions(Transitions::changed, (before, now) -> !HistogramArithmetic.sameData(before, now), Transitions.Starts.IGNORED, reach);
      case RESETS -> new AnchoredTransitions(Transitions::fell, CounterResets::between, Transitions.Starts.COUNTED, reach);
      default -> throw new IllegalStateException(function.functionName());
    };
  }

  /**
   * Refuses functions that would take the samples beyond the range for part of it.
   *
   * @throws QueryException with Prometheus' words
   */
  public static void requireKnown(PromqlFunction function, Extension extension) {
    Set<PromqlFunction> known = extension == Extension.SMOOTHED ? SMOOTHED : ANCHORED;
    if (!known.contains(function)) {
      String names = known.stream().map(PromqlFunction::functionName).sorted().collect(Collectors.joining(", "));
      throw QueryException.execution(
          extension.keyword() + " modifier can only be used with: " + names + " - not with " + function.functionName());
    }
  }

  private static RangeFunction change(ExtrapolatedChange.Kind kind, WindowReach reach, RangeContext context) {
    return new FloatsOrHistograms(new ExtendedChange(kind, reach), new ExtendedHistogramChange(kind, reach, context), context);
  }
}
