package dev.narthex.rules.unittest;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * One thing that was not as expected.
 *
 * @param text as promtool words it, indented
 * @param diff expected and got line by line, marked with {@code -} and {@code +}; what {@code --diff} shows
 */
public record UnitTestFailure(String text, String diff) {
  private static final String MARGIN = "            ";

  static UnitTestFailure rule(String rule, Duration time, String why) {
    String text = "    rule: " + rule + ", time: " + time.toString().toLowerCase(java.util.Locale.ROOT).substring(2) + ", err: " + why;
    return new UnitTestFailure(text, text);
  }

  static UnitTestFailure expression(UnitTestFile.ExprTest test, String why) {
    String text = "    expr: " + dev.narthex.model.GoQuote.quote(test.expression()) + ", time: " + test.written() + ", err: " + why;
    return new UnitTestFailure(text, text);
  }

  static UnitTestFailure alerts(String name, UnitTestFile.AlertTest test, List<FiringAlert> expected, List<FiringAlert> got) {
    String head = name(name) + "    alertname: " + test.alertname() + ", time: " + test.written() + ", \n";
    String text = head + "        exp:" + FiringAlert.text(expected).indent(0).strip().replace("\n", "\n" + MARGIN) + ", \n        got:" + FiringAlert.text(got).strip().replace("\n", "\n" + MARGIN);
    return new UnitTestFailure(text, head + diff(lines(FiringAlert.text(expected)), lines(FiringAlert.text(got))));
  }

  static UnitTestFailure samples(String name, UnitTestFile.ExprTest test, List<ResultSample> expected, List<ResultSample> got) {
    String head = name(name) + "    expr: " + dev.narthex.model.GoQuote.quote(test.expression()) + ", time: " + test.written() + ",\n";
    String text = head + "        exp: " + ResultSample.text(expected) + "\n        got: " + ResultSample.text(got);
    return new UnitTestFailure(text, head + diff(expected.stream().map(ResultSample::toString).toList(), got.stream().map(ResultSample::toString).toList()));
  }

  private static String name(String name) {
    return name.isEmpty() ? "" : "    name: " + name + ",\n";
  }

  private static List<String> lines(String text) {
    return text.lines().toList();
  }

  /** Lines that only one side has, in the order of both: the longest common run of lines stays unmarked. */
  private static String diff(List<String> expected, List<String> got) {
    int[][] common = new int[expected.size() + 1][got.size() + 1];
    for (int i = expected.size() - 1; i >= 0; i--) {
      for (int j = got.size() - 1; j >= 0; j--) {
        common[i][j] = expected.get(i).equals(got.get(j)) ? common[i + 1][j + 1] + 1 : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    List<String> out = new ArrayList<>();
    out.add("    diff (-expected +got):");
    int i = 0;
    int j = 0;
    while (i < expected.size() || j < got.size()) {
      if (i < expected.size() && j < got.size() && expected.get(i).equals(got.get(j))) {
        out.add("       " + expected.get(i++));
        j++;
      } else if (j == got.size() || (i < expected.size() && common[i + 1][j] >= common[i][j + 1])) {
        out.add("     - " + expected.get(i++));
      } else {
        out.add("     + " + got.get(j++));
      }
    }
    return String.join("\n", out);
  }
}
