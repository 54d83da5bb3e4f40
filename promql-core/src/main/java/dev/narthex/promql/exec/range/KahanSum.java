package dev.narthex.promql.exec.range;

/**
 * Kahan–Neumaier summation: keeps the bits that a plain sum loses. Add with {@link #add}; the sum is {@link #value}. Mutable, one
 * thread.
 */
public final class KahanSum {
  private double sum;
  private double lost;

  public KahanSum() {}

  public KahanSum(double sum, double lost) {
    this.sum = sum;
    this.lost = lost;
  }

  public void add(double x) {
    double t = sum + x;
    if (Double.isInfinite(t)) {
      lost = 0;
    } else if (Math.abs(sum) >= Math.abs(x)) {
      lost += (sum - t) + x;
    } else {
      lost += (x - t) + sum;
    }
    sum = t;
  }

  public void reset(double newSum, double newLost) {
    sum = newSum;
    lost = newLost;
  }

  /** The sum without the lost bits. */
  public double sum() {
    return sum;
  }

  /** The bits that the sum lost. */
  public double lost() {
    return lost;
  }

  public double value() {
    return sum + lost;
  }
}
