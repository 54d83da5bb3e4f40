package dev.narthex.promql.exec.range;

import dev.narthex.promql.exec.RowBuilder;
import dev.narthex.promql.exec.ScalarValues;
import dev.narthex.promql.exec.select.RangeSeries;
import dev.narthex.promql.functions.PromqlFunction;
import java.util.List;

/** The functions of range vectors by name. */
public final class RangeFunctions {
  private RangeFunctions() {}

  /**
   * The implementation of a function.
   *
   * @param arguments the scalar arguments in order
   */
  public static RangeFunction of(PromqlFunction function, List<ScalarValues> arguments, RangeContext context) {
    return switch (function) {
      case RATE -> counter(new ExtrapolatedChange(ExtrapolatedChange.Kind.RATE), function, context);
      case INCREASE -> counter(new ExtrapolatedChange(ExtrapolatedChange.Kind.INCREASE), function, context);
      case DELTA -> either(new ExtrapolatedChange(ExtrapolatedChange.Kind.DELTA), function, context);
      case IRATE -> either(new InstantChange(InstantChange.Kind.RATE), function, context);
      case IDELTA -> either(new InstantChange(InstantChange.Kind.DELTA), function, context);
      case CHANGES -> new Transitions(Transitions::changed, (before, now) -> !now.equals(before));
      case RESETS -> new Transitions(Transitions::fell, (before, now) -> refuseHistograms(function));
      case AVG_OVER_TIME -> either(new SumAndAverage(SumAndAverage.Result.AVERAGE), function, context);
      case SUM_OVER_TIME -> either(new SumAndAverage(SumAndAverage.Result.SUM), function, context);
      case COUNT_OVER_TIME -> Endpoints::count;
      case PRESENT_OVER_TIME -> Endpoints::present;
      case LAST_OVER_TIME -> Endpoints::last;
      case FIRST_OVER_TIME -> Endpoints::first;
      case TS_OF_FIRST_OVER_TIME -> Endpoints::timeOfFirst;
      case TS_OF_LAST_OVER_TIME -> Endpoints::timeOfLast;
      case TS_OF_MAX_OVER_TIME -> new FloatsOnly(Extremum::timeOfMax, context, 1);
      case TS_OF_MIN_OVER_TIME -> new FloatsOnly(Extremum::timeOfMin, context, 1);
      case MAX_OVER_TIME -> new FloatsOnly(new Extremes(Extremes.End.MAX), context, 1);
      case MIN_OVER_TIME -> new FloatsOnly(new Extremes(Extremes.End.MIN), context, 1);
      case STDDEV_OVER_TIME -> new FloatsOnly(new FloatFunction(Deviation::deviation), context, 1);
      case STDVAR_OVER_TIME -> new FloatsOnly(new FloatFunction(Deviation::variance), context, 1);
      case QUANTILE_OVER_TIME -> new FloatsOnly(new QuantileOverTime(arguments.getFirst()), context, 1);
      case MAD_OVER_TIME -> new FloatsOnly(new FloatFunction(MedianDeviation::of), context, 1);
      case DERIV -> new FloatsOnly(LinearPrediction.derivative(), context, 1);
      case PREDICT_LINEAR -> new FloatsOnly(LinearPrediction.prediction(arguments.getFirst(), context.grid()), context, 1);
      case DOUBLE_EXPONENTIAL_SMOOTHING -> new FloatsOnly(new DoubleExponentialSmoothing(arguments.get(0), arguments.get(1)), context, 1);
      default -> throw new IllegalArgumentException(function.functionName() + " is no function of a range vector");
    };
  }

  private static RangeFunction counter(RangeFunction floats, PromqlFunction function, RangeContext context) {
    return new CounterNameCheck(either(floats, function, context), context);
  }

  private static RangeFunction either(RangeFunction floats, PromqlFunction function, RangeContext context) {
    return new FloatsOrHistograms(floats, (RangeSeries series, int step, RowBuilder row) -> refuseHistograms(function), context);
  }

  private static boolean refuseHistograms(PromqlFunction function) {
    throw new UnsupportedOperationException(function.functionName() + " of native histograms");
  }
}
