package dev.narthex.alert.config;

import dev.narthex.alert.interval.TimeInterval;
import dev.narthex.model.GoQuote;
import dev.narthex.yaml.ConfigException;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlNode;
import dev.narthex.yaml.YamlPrinter;
import dev.narthex.yaml.YamlTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code time_intervals} and their deprecated twin {@code mute_time_intervals}; names are unique over both.
 *
 * @param deprecated printed entries of {@code mute_time_intervals}
 * @param current printed entries of {@code time_intervals}
 */
record IntervalReader(Map<String, List<TimeInterval>> byName, List<Object> deprecated, List<Object> current) {
  static IntervalReader read(MappingReader r) {
    Map<String, List<TimeInterval>> byName = new LinkedHashMap<>();
    return new IntervalReader(byName, list(r, "mute_time_intervals", "mute time interval", byName), list(r, "time_intervals", "time interval", byName));
  }

  private static List<Object> list(MappingReader r, String key, String what, Map<String, List<TimeInterval>> byName) {
    List<Object> printed = new ArrayList<>();
    for (YamlNode item : r.items(key)) {
      printed.add(MappingReader.read(item, key, m -> {
        String name = m.string("name").orElse("");
        if (name.isEmpty()) {
          throw m.error("name", "missing name in " + what);
        }
        if (byName.putIfAbsent(name, m.mappings("time_intervals", IntervalReader::interval)) != null) {
          throw m.error("name", what + " " + GoQuote.quote(name) + " is not unique");
        }
        List<Object> fields = m.items("time_intervals").stream().map(node -> YamlPrinter.tree(node, Set.of())).toList();
        return new YamlTree().put("name", name).put("time_intervals", fields).build();
      }));
    }
    return printed;
  }

  private static TimeInterval interval(MappingReader r) {
    List<TimeInterval.TimeOfDay> times =
        r.mappings("times", t -> new TimeInterval.TimeOfDay(t.string("start_time").orElse(""), t.string("end_time").orElse("")));
    List<String> weekdays = r.strings("weekdays");
    List<String> days = r.strings("days_of_month");
    List<String> months = r.strings("months");
    List<String> years = r.strings("years");
    String location = r.string("location").orElse("");
    try {
      return TimeInterval.parse(times, weekdays, days, months, years, location);
    } catch (IllegalArgumentException e) {
      throw new ConfigException(r.position(), String.valueOf(e.getMessage()), e);
    }
  }
}
