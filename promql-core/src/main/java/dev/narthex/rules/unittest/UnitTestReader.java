package dev.narthex.rules.unittest;

import dev.narthex.model.Labels;
import dev.narthex.model.PromDuration;
import dev.narthex.promql.notation.SeriesNotation;
import dev.narthex.yaml.ConfigException;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlParser;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;

/** Reads test files strictly: unknown keys are errors with their line. */
public final class UnitTestReader {
  private static final PromDuration MINUTE = PromDuration.ofSeconds(60);

  private UnitTestReader() {}

  /**
   * Reads a file.
   *
   * @throws ConfigException for the first thing that is wrong
   */
  public static UnitTestFile read(String file, String text) {
    return MappingReader.read(
        YamlParser.parse(file, text),
        "test file",
        r -> {
          long interval = duration(r, "evaluation_interval", MINUTE);
          return new UnitTestFile(
              r.strings("rule_files"),
              interval,
              order(r),
              r.bool("fuzzy_compare").orElse(false) ? UnitTestFile.Comparison.FUZZY : UnitTestFile.Comparison.EXACT,
              r.mappings("tests", t -> test(t, interval)));
        });
  }

  private static List<String> order(MappingReader r) {
    List<String> order = r.strings("group_eval_order");
    for (int i = 1; i < order.size(); i++) {
      if (order.subList(0, i).contains(order.get(i))) {
        throw r.error("group_eval_order", "group name repeated in evaluation order: " + order.get(i));
      }
    }
    return order;
  }

  private static UnitTestFile.Test test(MappingReader r, long evaluationInterval) {
    return new UnitTestFile.Test(
        r.string("name").orElse(""),
        r.parsed("start_timestamp", UnitTestReader::start).orElse(0L),
        duration(r, "interval", new PromDuration(evaluationInterval)),
        r.mappings("input_series", UnitTestReader::series),
        r.mappings("alert_rule_test", UnitTestReader::alertTest),
        r.mappings("promql_expr_test", UnitTestReader::exprTest),
        Labels.of(r.stringMap("external_labels")),
        r.string("external_url").orElse(""));
  }

  private static long duration(MappingReader r, String key, PromDuration fallback) {
    return r.duration(key).filter(d -> !d.isZero()).orElse(fallback).millis();
  }

  /** Seconds of the epoch, or a time of RFC 3339. */
  private static long start(String text) {
    try {
      return Math.round(Double.parseDouble(text) * 1000);
    } catch (NumberFormatException seconds) {
      try {
        return Instant.from(OffsetDateTime.parse(text)).toEpochMilli();
      } catch (DateTimeParseException e) {
        throw new IllegalArgumentException("\"" + text + "\" is neither seconds of the epoch nor a time like 2026-01-31T12:00:00Z", e);
      }
    }
  }

  private static SeriesNotation series(MappingReader r) {
    String labels = r.required("series");
    String values = r.required("values");
    try {
      return SeriesNotation.parse(labels + " " + values);
    } catch (IllegalArgumentException e) {
      throw r.error("series", "cannot be read: " + e.getMessage());
    }
  }

  /** A number of YAML, which has {@code .nan} and {@code .inf}, or as PromQL writes it. */
  private static double number(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case ".nan", "nan" -> Double.NaN;
      case ".inf", "+.inf", "inf", "+inf" -> Double.POSITIVE_INFINITY;
      case "-.inf", "-inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        try {
          yield Double.parseDouble(text);
        } catch (NumberFormatException e) {
          throw new IllegalArgumentException("\"" + text + "\" is no number", e);
        }
      }
    };
  }

  private static UnitTestFile.AlertTest alertTest(MappingReader r) {
    PromDuration time = r.duration("eval_time").orElse(PromDuration.ZERO);
    String name = r.required("alertname");
    return new UnitTestFile.AlertTest(
        time.millis(), time.toString(), name, r.mappings("exp_alerts", a -> new UnitTestFile.ExpectedAlert(a.stringMap("exp_labels"), a.stringMap("exp_annotations"))));
  }

  private static UnitTestFile.ExprTest exprTest(MappingReader r) {
    PromDuration time = r.duration("eval_time").orElse(PromDuration.ZERO);
    return new UnitTestFile.ExprTest(
        r.required("expr"),
        time.millis(),
        time.toString(),
        r.mappings("exp_samples", s -> new UnitTestFile.ExpectedSample(s.string("labels").orElse(""), s.parsed("value", UnitTestReader::number).orElse(0.0), s.string("histogram").orElse(""))));
  }
}
