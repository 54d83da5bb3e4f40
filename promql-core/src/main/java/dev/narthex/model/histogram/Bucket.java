package dev.narthex.model.histogram;

import dev.narthex.model.GoFloat;

/**
 * One bucket with its bounds.
 *
 * @param lower may be -Infinity in the first custom bucket
 * @param upper may be +Infinity
 * @param index position in the schema; 0 of the zero bucket
 */
public record Bucket(double lower, double upper, boolean lowerInclusive, boolean upperInclusive, double count, int index) {
  /** How the JSON of Prometheus' API names which bounds belong to a bucket: 0 upper only, 1 lower only, 2 none, 3 both. */
  public int boundaryRule() {
    return lowerInclusive ? (upperInclusive ? 3 : 1) : (upperInclusive ? 0 : 2);
  }

  /** The same bucket between other bounds. */
  Bucket between(double newLower, double newUpper) {
    return new Bucket(newLower, newUpper, lowerInclusive, upperInclusive, count, index);
  }

  /** The part of the width at or below a value that lies strictly inside finite bounds, measured on a linear scale. */
  double linearShareBelow(double value) {
    return (value - lower) / (upper - lower);
  }

  /** The part of the width at or below a value that lies strictly inside finite bounds, measured on a logarithmic scale. */
  double exponentialShareBelow(double value) {
    double logLower = Logarithms.log2(Math.abs(lower));
    double logUpper = Logarithms.log2(Math.abs(upper));
    double logValue = Logarithms.log2(Math.abs(value));
    return value > 0 ? (logValue - logLower) / (logUpper - logLower) : 1 - (logValue - logUpper) / (logLower - logUpper);
  }

  /** {@code (1,2]:3}. */
  @Override
  public String toString() {
    String bounds = GoFloat.general(lower) + "," + GoFloat.general(upper);
    return (lowerInclusive ? "[" : "(") + bounds + (upperInclusive ? "]" : ")") + ":" + GoFloat.general(count);
  }
}
