package dev.narthex.model.histogram;

import java.util.Arrays;

/** Upper bounds of custom buckets. */
final class CustomBounds {
  private CustomBounds() {}

  static boolean same(double[] a, double[] b) {
    if (a.length != b.length) {
      return false;
    }
    for (int i = 0; i < a.length; i++) {
      if (a[i] != b[i]) {
        return false;
      }
    }
    return true;
  }

  /** The bounds that both have, ascending. */
  static double[] common(double[] a, double[] b) {
    double[] common = new double[Math.min(a.length, b.length)];
    int n = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      if (a[i] == b[j]) {
        common[n++] = a[i];
        i++;
        j++;
      } else if (a[i] < b[j]) {
        i++;
      } else {
        j++;
      }
    }
    return Arrays.copyOf(common, n);
  }
}
