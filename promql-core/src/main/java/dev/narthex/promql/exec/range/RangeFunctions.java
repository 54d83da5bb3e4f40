package dev.narthex.promql.exec.range;

import dev.narthex.model.histogram.CounterResets;
import dev.narthex.model.histogram.HistogramArithmetic;
import dev.narthex.promql.exec.ScalarValues;
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
      case RATE -> new CounterNameCheck(extrapolated(ExtrapolatedChange.Kind.RATE, context), context);
      case INCREASE -> new CounterNameCheck(extrapolated(ExtrapolatedChange.Kind.INCREASE, context), context);
      case DELTA -> extrapolated(ExtrapolatedChange.Kind.DELTA, context);
      case IRATE -> new InstantChange(InstantChange.Kind.RATE, context);
      case IDELTA -> new InstantChange(InstantChange.Kind.DELTA, context);
      case CHANGES -> new Transitions(Transitions::changed, (before, now) -> !HistogramArithmetic.sameData(before, now), Transitions.Starts.IGNORED);
      case RESETS -> new Transitions(Transitions::fell, CounterResets::between, Transitions.Starts.COUNTED);
      case AVG_OVER_TIME -> overTime(SumAndAverage.Result.AVERAGE, context);
      case SUM_OVER_TIME -> overTime(SumAndAverage.Result.SUM, context);
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
      case QUANTILE_OVER_TIME -> new FloatsOnly(new QuantileOverTime(arguments.getFirst(), context), context, 1);
      case MAD_OVER_TIME -> new FloatsOnly(new FloatFunction(MedianDeviation::of), context, 1);
      case DERIV -> new FloatsOnly(LinearPrediction.derivative(), context, 1);
      case PREDICT_LINEAR -> new FloatsOnly(LinearPrediction.prediction(arguments.getFirst(), context.grid()), context, 1);
      case DOUBLE_EXPONENTIAL_SMOOTHING -> new FloatsOnly(new DoubleExponentialSmoothing(arguments.get(0), arguments.get(1)), context, 1);
      default -> throw new IllegalArgumentException(function.functionName() + " is no function of a range vector");
    };
  }

  private static RangeFunction extrapolated(ExtrapolatedChange.Kind kind, RangeContext context) {
    return new FloatsOrHistograms(new ExtrapolatedChange(kind, context), new HistogramChange(kind, context), context);
  }

  private static RangeFunction overTime(SumAndAverage.Result result, RangeContext context) {
    return new FloatsOrHistograms(new SumAndAverage(result), new HistogramSums(result, context), context);
  }
}
