package dev.narthex.alert.template;

import dev.narthex.alert.json.Json;
import dev.narthex.model.GoQuote;
import dev.narthex.rules.Humanize;
import dev.narthex.template.Arguments;
import dev.narthex.template.FunctionException;
import dev.narthex.template.GoRegex;
import dev.narthex.template.GoTime;
import dev.narthex.template.TemplateFunction;
import dev.narthex.template.Value;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The functions that Alertmanager adds to Go's own, {@code routeLabels} aside, which belongs to one execution. */
final class NotificationFunctions {
  private NotificationFunctions() {}

  static Map<String, TemplateFunction> table(InstantSource clock) {
    Map<String, TemplateFunction> table = new HashMap<>();
    put(table, "toUpper", 1, a -> Value.of(Arguments.text(a, 0).toUpperCase(Locale.ROOT)));
    put(table, "toLower", 1, a -> Value.of(Arguments.text(a, 0).toLowerCase(Locale.ROOT)));
    put(table, "title", 1, a -> Value.of(title(Arguments.text(a, 0))));
    put(table, "trimSpace", 1, a -> Value.of(Arguments.text(a, 0).strip()));
    put(table, "join", 2, a -> Value.of(String.join(Arguments.text(a, 0), Arguments.texts(a, 1))));
    put(table, "match", 2, a -> Value.of(GoRegex.find(Arguments.text(a, 0), Arguments.text(a, 1))));
    put(table, "reReplaceAll", 3, a -> Value.of(GoRegex.replaceAll(Arguments.text(a, 0), Arguments.text(a, 1), Arguments.text(a, 2))));
    table.put("stringSlice", NotificationFunctions::stringSlice);
    put(table, "safeHtml", 1, a -> new Value.Text(Arguments.text(a, 0), Value.Safe.HTML));
    put(table, "safeUrl", 1, a -> new Value.Text(Arguments.text(a, 0), Value.Safe.URL));
    put(table, "urlUnescape", 1, a -> Value.of(urlUnescape(Arguments.text(a, 0))));
    put(table, "date", 2, a -> Value.of(GoTime.format(GoTime.of(a, 1), Arguments.text(a, 0))));
    put(table, "tz", 2, a -> tz(Arguments.text(a, 0), GoTime.of(a, 1)));
    put(table, "now", 0, a -> GoTime.time(clock.instant(), ZoneOffset.UTC));
    put(table, "since", 1, a -> GoTime.duration(nanosBetween(GoTime.of(a, 0), clock)));
    put(table, "humanizeDuration", 1, a -> Value.of(Humanize.duration(GoTime.seconds(a, 0))));
    put(table, "toDate", 2, a -> toDate(Arguments.text(a, 0), Arguments.text(a, 1)));
    put(table, "mustToDate", 2, a -> GoTime.parse(Arguments.text(a, 0), Arguments.text(a, 1)));
    put(table, "toJson", 1, a -> Value.of(Json.text(ValueJson.tree(a.getFirst()))));
    put(table, "base64encode", 1, a -> Value.of(Base64.getUrlEncoder().encodeToString(Arguments.text(a, 0).getBytes(StandardCharsets.UTF_8))));
    put(table, "base64decode", 1, a -> Value.of(base64decode(Arguments.text(a, 0))));
    table.put("list", Value.Sequence::new);
    table.put("append", ((TemplateFunction) NotificationFunctions::append).arity("append", 1, -1));
    table.put("dict", NotificationFunctions::dict);
    put(table, "routeLabels", 1, a -> Value.of(""));
    return table;
  }

  private static void put(Map<String, TemplateFunction> table, String name, int arguments, TemplateFunction function) {
    table.put(name, function.arity(name, arguments, arguments));
  }

  /** The first letter of each word in title case, the others in lower case; an apostrophe does not end a word. */
  private static String title(String s) {
    StringBuilder out = new StringBuilder();
    boolean start = true;
    for (int i = 0; i < s.length(); ) {
      int c = s.codePointAt(i);
      i += Character.charCount(c);
      out.appendCodePoint(start ? Character.toTitleCase(c) : Character.toLowerCase(c));
      start = !Character.isLetterOrDigit(c) && c != '_' && c != '\'' && c != '\u2019' && Character.getType(c) != Character.NON_SPACING_MARK;
    }
    return out.toString();
  }

  private static Value stringSlice(List<Value> arguments) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      texts.add(Arguments.text(arguments, i));
    }
    return Value.Sequence.ofTexts(texts);
  }

  private static String urlUnescape(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new FunctionException("invalid URL escape in " + GoQuote.quote(text));
    }
  }

  private static Value tz(String name, ZonedDateTime t) {
    try {
      return GoTime.time(t.toInstant(), name.isEmpty() || name.equals("Local") ? ZoneOffset.UTC : ZoneId.of(name));
    } catch (DateTimeException e) {
      throw new FunctionException("unknown time zone " + name);
    }
  }

  private static long nanosBetween(ZonedDateTime from, InstantSource clock) {
    try {
      return Duration.between(from.toInstant(), clock.instant()).toNanos();
    } catch (ArithmeticException e) {
      return Long.MAX_VALUE; // as Go: a duration holds 292 years, and year 1 is further away
    }
  }

  private static Value toDate(String layout, String text) {
    try {
      return GoTime.parse(layout, text);
    } catch (FunctionException unreadable) {
      return GoTime.zero();
    }
  }

  private static String base64decode(String text) {
    try {
      if (text.length() % 4 != 0) {
        throw new FunctionException("illegal base64 data at input byte " + text.length());
      }
      return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new FunctionException("illegal base64 data");
    }
  }

  private static Value append(List<Value> arguments) {
    List<Value> items = new ArrayList<>(Arguments.sequence(arguments, 0).items());
    items.addAll(arguments.subList(1, arguments.size()));
    return new Value.Sequence(items);
  }

  private static Value dict(List<Value> arguments) {
    if (arguments.size() % 2 != 0) {
      throw new FunctionException("dict requires an even number of arguments");
    }
    Map<String, Value> entries = new HashMap<>();
    for (int i = 0; i < arguments.size(); i += 2) {
      if (!(arguments.get(i) instanceof Value.Text key)) {
        throw new FunctionException("dict keys must be strings");
      }
      entries.put(key.value(), arguments.get(i + 1));
    }
    return Value.Mapping.of(entries);
  }
}
