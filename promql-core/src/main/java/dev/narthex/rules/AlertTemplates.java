package dev.narthex.rules;

import dev.narthex.model.Labels;
import dev.narthex.model.PromDuration;
import dev.narthex.promql.query.QueryException;
import dev.narthex.promql.query.QueryResult.Sample;
import dev.narthex.template.Arguments;
import dev.narthex.template.FunctionException;
import dev.narthex.template.GoRegex;
import dev.narthex.template.GoTime;
import dev.narthex.template.Limits;
import dev.narthex.template.Printing;
import dev.narthex.template.TemplateException;
import dev.narthex.template.TemplateFunction;
import dev.narthex.template.TemplateSet;
import dev.narthex.template.Value;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The templates in labels and annotations of alerting rules: variables, functions and what a failure looks like. */
public final class AlertTemplates {
  private static final String VARIABLES = "{{$labels := .Labels}}{{$externalLabels := .ExternalLabels}}{{$externalURL := .ExternalURL}}{{$value := .Value}}";
  private static final Limits LIMITS = new Limits(1 << 20, 200_000, 50);

  private AlertTemplates() {}

  /** Answers the {@code query} function. */
  public interface Querier {
    List<Sample> query(String expression);
  }

  /**
   * What does not change within one evaluation.
   *
   * @param evaluationMillis the time that {@code now} answers
   */
  public record Context(Labels externalLabels, String externalUrl, long evaluationMillis, Querier querier) {
    String pathPrefix() {
      int scheme = externalUrl.indexOf("://");
      int path = externalUrl.indexOf('/', scheme < 0 ? 0 : scheme + 3);
      return path < 0 ? "" : externalUrl.substring(path);
    }
  }

  /**
   * Parses only.
   *
   * @throws TemplateException when the text is no template
   */
  public static void check(String alert, String text) {
    Context nothing = new Context(Labels.empty(), "", 0, expression -> List.of());
    TemplateSet.of(functions(nothing), LIMITS).with("__alert_" + alert, VARIABLES + text);
  }

  /** The expanded text; a failure becomes a text that says so, as in Prometheus, because an alert without its annotation is better than none. */
  static String expand(Rule.Alerting rule, String text, Labels labels, double value, Context context) {
    if (text.indexOf("{{") < 0) {
      return text;
    }
    Map<String, Value> data = new LinkedHashMap<>();
    data.put("Labels", Value.Mapping.ofTexts(labels.toMap()));
    data.put("ExternalLabels", Value.Mapping.ofTexts(context.externalLabels.toMap()));
    data.put("ExternalURL", Value.of(context.externalUrl));
    data.put("Value", Value.of(value));
    String name = "__alert_" + rule.name();
    try {
      return TemplateSet.of(functions(context), LIMITS).with(name, VARIABLES + text).execute(name, new Value.Struct("template.data", data, Map.of(), Optional.empty()), TemplateSet.Mode.TEXT);
    } catch (TemplateException e) {
      return "<error expanding template: error executing template " + name + ": " + e.getMessage() + ">";
    }
  }

  private static Map<String, TemplateFunction> functions(Context context) {
    Map<String, TemplateFunction> table = new HashMap<>();
    put(table, "query", 1, a -> query(context, Arguments.text(a, 0)));
    put(table, "first", 1, a -> {
      List<Value> items = Arguments.sequence(a, 0).items();
      if (items.isEmpty()) {
        throw new FunctionException("first() called on vector with no elements");
      }
      return items.getFirst();
    });
    put(table, "label", 2, a -> Value.of(labelsOf(a, 1).getOrDefault(Arguments.text(a, 0), "")));
    put(table, "value", 1, a -> struct(a, 0).fields().getOrDefault("Value", Value.NIL));
    put(table, "strvalue", 1, a -> Value.of(labelsOf(a, 0).getOrDefault("__value__", "")));
    put(table, "sortByLabel", 2, a -> {
      String label = Arguments.text(a, 0);
      List<Value> items = new ArrayList<>(Arguments.sequence(a, 1).items());
      items.sort(Comparator.comparing(v -> labelsOf(List.of(v), 0).getOrDefault(label, "")));
      return new Value.Sequence("template.queryResult", items, Map.of());
    });
    table.put("args", a -> {
      Map<String, Value> numbered = new LinkedHashMap<>();
      for (int i = 0; i < a.size(); i++) {
        numbered.put("arg" + i, a.get(i));
      }
      return Value.Mapping.of(numbered);
    });
    put(table, "humanize", 1, a -> Value.of(Humanize.number(Arguments.number(a, 0))));
    put(table, "humanize1024", 1, a -> Value.of(Humanize.binary(Arguments.number(a, 0))));
    put(table, "humanizeDuration", 1, a -> Value.of(Humanize.duration(GoTime.seconds(a, 0))));
    put(table, "humanizePercentage", 1, a -> Value.of(Humanize.percentage(Arguments.number(a, 0))));
    put(table, "humanizeTimestamp", 1, a -> Value.of(Humanize.timestamp(Arguments.number(a, 0))));
    put(table, "toTime", 1, a -> GoTime.time(Humanize.instant(Arguments.number(a, 0)), ZoneOffset.UTC));
    put(table, "toDuration", 1, a -> GoTime.duration((long) (Arguments.number(a, 0) * 1e9)));
    put(table, "now", 0, a -> Value.of(context.evaluationMillis / 1000.0));
    put(table, "parseDuration", 1, a -> Value.of(duration(Arguments.text(a, 0))));
    put(table, "title", 1, a -> Value.of(title(Arguments.text(a, 0))));
    put(table, "toUpper", 1, a -> Value.of(Arguments.text(a, 0).toUpperCase(java.util.Locale.ROOT)));
    put(table, "toLower", 1, a -> Value.of(Arguments.text(a, 0).toLowerCase(java.util.Locale.ROOT)));
    put(table, "match", 2, a -> Value.of(GoRegex.find(Arguments.text(a, 0), Arguments.text(a, 1))));
    put(table, "reReplaceAll", 3, a -> Value.of(GoRegex.replaceAll(Arguments.text(a, 0), Arguments.text(a, 1), Arguments.text(a, 2))));
    put(table, "graphLink", 1, a -> Value.of(graphLink(Arguments.text(a, 0))));
    put(table, "tableLink", 1, a -> Value.of(tableLink(Arguments.text(a, 0))));
    put(table, "stripPort", 1, a -> Value.of(stripPort(Arguments.text(a, 0))));
    put(table, "stripDomain", 1, a -> Value.of(stripDomain(Arguments.text(a, 0))));
    put(table, "urlQueryEscape", 1, a -> Value.of(Printing.urlQuery(Arguments.text(a, 0))));
    put(table, "safeHtml", 1, a -> new Value.Text(Arguments.text(a, 0), Value.Safe.HTML));
    put(table, "externalURL", 0, a -> Value.of(context.externalUrl));
    put(table, "pathPrefix", 0, a -> Value.of(context.pathPrefix()));
    return table;
  }

  private static void put(Map<String, TemplateFunction> table, String name, int arguments, TemplateFunction function) {
    table.put(name, function.arity(name, arguments, arguments));
  }

  private static Value query(Context context, String expression) {
    try {
      return samples(context.querier.query(expression));
    } catch (QueryException e) {
      GroupEvaluator.throwOutage(e);
      throw new FunctionException(String.valueOf(e.getMessage()));
    }
  }

  private static Value samples(List<Sample> samples) {
    List<Value> items = new ArrayList<>();
    for (Sample s : samples) {
      Map<String, Value> fields = new LinkedHashMap<>();
      fields.put("Labels", Value.Mapping.ofTexts(s.labels().toMap()));
      fields.put("Value", Value.of(s.value()));
      items.add(new Value.Struct("template.sample", fields, Map.of(), Optional.empty()));
    }
    return new Value.Sequence("template.queryResult", items, Map.of());
  }

  private static Value.Struct struct(List<Value> arguments, int index) {
    if (arguments.get(index) instanceof Value.Struct s) {
      return s;
    }
    throw FunctionException.argument(index, "*template.sample", arguments.get(index));
  }

  private static Map<String, String> labelsOf(List<Value> arguments, int index) {
    Map<String, String> labels = new HashMap<>();
    if (struct(arguments, index).fields().get("Labels") instanceof Value.Mapping m) {
      m.entries().forEach((name, v) -> labels.put(name, Printing.plain(v)));
    }
    return labels;
  }

  private static double duration(String text) {
    try {
      return PromDuration.parse(text).seconds();
    } catch (IllegalArgumentException e) {
      throw new FunctionException(String.valueOf(e.getMessage()));
    }
  }

  private static String title(String s) {
    StringBuilder out = new StringBuilder();
    boolean start = true;
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      out.append(start ? Character.toTitleCase(c) : c);
      start = !Character.isLetterOrDigit(c) && c != '_' && c != '\'';
    }
    return out.toString();
  }

  static String graphLink(String expression) {
    return "/graph?g0.expr=" + Printing.urlQuery(expression) + "&g0.tab=0";
  }

  /** The path of an alert's generatorURL. */
  public static String tableLink(String expression) {
    return "/graph?g0.expr=" + Printing.urlQuery(expression) + "&g0.tab=1";
  }

  private static String stripPort(String hostPort) {
    if (hostPort.startsWith("[") && hostPort.indexOf(']') > 0) {
      return hostPort.substring(1, hostPort.indexOf(']'));
    }
    int colon = hostPort.indexOf(':');
    return colon >= 0 && colon == hostPort.lastIndexOf(':') ? hostPort.substring(0, colon) : hostPort;
  }

  private static String stripDomain(String hostPort) {
    String host = stripPort(hostPort);
    String port = hostPort.startsWith("[") ? hostPort.substring(hostPort.indexOf(']') + 1) : hostPort.substring(host.length());
    boolean address = host.indexOf(':') >= 0 || host.chars().allMatch(c -> c == '.' || Character.isDigit(c));
    int dot = host.indexOf('.');
    return address || dot < 0 ? hostPort : host.substring(0, dot) + port;
  }
}
