package dev.narthex.rules.unittest;

import dev.narthex.model.Labels;
import dev.narthex.promql.notation.SeriesNotation;
import java.util.List;
import java.util.Map;

/**
 * A file of promtool's {@code test rules}. Times are milliseconds; those of tests count from the test's start.
 *
 * @param ruleFiles patterns, relative to the file
 * @param evaluationInterval how often all groups are evaluated
 * @param groupOrder names of groups that come first, in this order
 * @param comparison how values are compared
 */
public record UnitTestFile(List<String> ruleFiles, long evaluationInterval, List<String> groupOrder, Comparison comparison, List<Test> tests) {
  /** {@code fuzzy_compare}. */
  public enum Comparison {
    EXACT,
    /** The last bit of the mantissa does not count. */
    FUZZY
  }

  /**
   * One test with data of its own.
   *
   * @param name empty when it has none
   * @param start epoch milliseconds of its first sample
   * @param interval between the samples of a series
   */
  public record Test(
      String name, long start, long interval, List<SeriesNotation> series, List<AlertTest> alerts, List<ExprTest> expressions, Labels externalLabels, String externalUrl) {}

  /**
   * Which alerts of a name fire at a time.
   *
   * @param written the time as it stands in the file, for messages
   */
  public record AlertTest(long time, String written, String alertname, List<ExpectedAlert> alerts) {}

  /** Labels without {@code alertname}. */
  public record ExpectedAlert(Map<String, String> labels, Map<String, String> annotations) {}

  /** What a query answers at a time. */
  public record ExprTest(String expression, long time, String written, List<ExpectedSample> samples) {}

  /**
   * One sample of an answer.
   *
   * @param labels a metric with labels, unparsed: what is wrong with them is a failure of the test, not of the file
   * @param histogram empty when the sample is a float
   */
  public record ExpectedSample(String labels, double value, String histogram) {}
}
