package dev.narthex.model.histogram;

/** A sum that carries its rounding error along (Neumaier). */
final class CompensatedSum {
  private double sum;
  private double error;

  void add(double x) {
    double total = sum + x;
    if (Double.isInfinite(total)) {
      error = 0;
    } else {
      error += Math.abs(sum) >= Math.abs(x) ? (sum - total) + x : (x - total) + sum;
    }
    sum = total;
  }

  void set(double value) {
    sum = value;
    error = 0;
  }

  void set(CompensatedSum other) {
    sum = other.sum;
    error = other.error;
  }

  void divide(double divisor) {
    sum /= divisor;
    error /= divisor;
  }

  void scale(double factor) {
    sum *= factor;
    error *= factor;
  }

  double value() {
    return sum + error;
  }
}
