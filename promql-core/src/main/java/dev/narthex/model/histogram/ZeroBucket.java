package dev.narthex.model.histogram;

/**
 * A zero bucket of some width.
 *
 * @param threshold half its width
 * @param count observations in it
 */
record ZeroBucket(double threshold, double count) {
  /**
   * The zero bucket that a histogram would have with a larger threshold. Where that lies inside a populated bucket, the whole bucket
   * is taken in and the threshold moves to its far bound.
   */
  static ZeroBucket widened(double threshold, double count, BucketRun positive, BucketRun negative, int schema, double wanted) {
    if (wanted <= threshold) {
      return new ZeroBucket(threshold, count);
    }
    double limit = reach(negative, schema, reach(positive, schema, wanted));
    double before = wanted;
    while (limit != before) {
      before = limit;
      limit = reach(negative, schema, reach(positive, schema, before));
    }
    CompensatedSum sum = new CompensatedSum();
    sum.add(count);
    for (int i = 0; i < swallowed(positive, schema, limit); i++) {
      sum.add(positive.count(i));
    }
    for (int i = 0; i < swallowed(negative, schema, limit); i++) {
      sum.add(negative.count(i));
    }
    return new ZeroBucket(limit, sum.value());
  }

  /** The limit, or the far bound of the populated bucket that it cuts. */
  private static double reach(BucketRun run, int schema, double limit) {
    for (int i = 0; i < run.size(); i++) {
      double far = ExponentialBounds.upper(run.index(i), schema);
      if (ExponentialBounds.upper(run.index(i) - 1, schema) < limit && far > limit && run.count(i) != 0) {
        return far;
      }
    }
    return limit;
  }

  /** How many of the first buckets begin below a threshold. */
  static int swallowed(BucketRun run, int schema, double threshold) {
    int i = 0;
    while (i < run.size() && ExponentialBounds.upper(run.index(i) - 1, schema) < threshold) {
      i++;
    }
    return i;
  }
}
