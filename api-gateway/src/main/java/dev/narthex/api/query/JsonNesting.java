package dev.narthex.api.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How deep data for JSON is nested, found level by level: without recursion, however deep it is. */
final class JsonNesting {
  private JsonNesting() {}

  /** Whether objects and arrays stand at most so many levels inside one another. */
  static boolean isWithin(int levels, Object value) {
    List<Object> level = List.of(value);
    for (int depth = 0; !level.isEmpty(); depth++) {
      if (depth > levels) {
        return false;
      }
      List<Object> next = new ArrayList<>();
      for (Object each : level) {
        if (each instanceof Map<?, ?> map) {
          map.values().forEach(next::add);
        } else if (each instanceof List<?> list) {
          list.forEach(next::add);
        }
      }
      level = next;
    }
    return true;
  }
}
