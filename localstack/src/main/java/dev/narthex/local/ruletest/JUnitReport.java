package dev.narthex.local.ruletest;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Results as the XML that build servers read: one suite a file, one case a test. */
public final class JUnitReport {
  private final Map<String, RuleTests.Result> files = new LinkedHashMap<>();

  public void add(String file, RuleTests.Result result) {
    files.put(file, result);
  }

  public String xml() {
    StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n");
    files.forEach(
        (file, result) -> {
          long failed = result.cases().stream().filter(one -> !one.failures().isEmpty()).count();
          out.append("  <testsuite name=\"").append(escaped(file)).append("\" tests=\"").append(result.cases().size()).append("\" failures=\"").append(failed).append("\" errors=\"0\">\n");
          result.cases().forEach(one -> write(one, out));
          out.append("  </testsuite>\n");
        });
    return out.append("</testsuites>\n").toString();
  }

  private static void write(RuleTests.Case one, StringBuilder out) {
    out.append("    <testcase name=\"").append(escaped(one.name())).append('"');
    if (one.failures().isEmpty()) {
      out.append("/>\n");
      return;
    }
    out.append(">\n");
    one.failures().forEach(failure -> out.append("      <failure>").append(escaped(failure.text())).append("</failure>\n"));
    out.append("    </testcase>\n");
  }

  /** XML 1.0 knows no other control characters than tab and line ends, escaped or not. */
  private static String escaped(String text) {
    return text.codePoints()
        .mapToObj(
            c ->
                switch (c) {
                  case '<' -> "&lt;";
                  case '>' -> "&gt;";
                  case '&' -> "&amp;";
                  case '"' -> "&quot;";
                  default -> (c < ' ' && c != '\n' && c != '\t') || c == 0xFFFE || c == 0xFFFF ? "?" : Character.toString(c);
                })
        .collect(Collectors.joining());
  }
}
