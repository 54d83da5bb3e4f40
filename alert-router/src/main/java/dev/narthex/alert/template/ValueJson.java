package dev.narthex.alert.template;

import dev.narthex.alert.json.Json;
import dev.narthex.template.FunctionException;
import dev.narthex.template.GoTime;
import dev.narthex.template.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Template values as JSON, for {@code toJson}: data and alerts by the names that webhook bodies have. */
final class ValueJson {
  private static final Map<String, String> DATA_NAMES = Map.of("Receiver", "receiver", "Status", "status", "Alerts", "alerts", "NotificationReason", "notification_reason",
      "GroupLabels", "groupLabels", "CommonLabels", "commonLabels", "CommonAnnotations", "commonAnnotations", "RouteLabels", "routeLabels", "ExternalURL", "externalURL");
  private static final Map<String, String> ALERT_NAMES = Map.of("Status", "status", "Labels", "labels", "Annotations", "annotations", "StartsAt", "startsAt",
      "EndsAt", "endsAt", "GeneratorURL", "generatorURL", "Fingerprint", "fingerprint");

  private ValueJson() {}

  static Object tree(Value value) {
    return switch (value) {
      case Value.Nil _ -> Json.NULL;
      case Value.Bool b -> b.value();
      case Value.Int i -> i.value();
      case Value.Float f -> number(f.value());
      case Value.Text t -> t.value();
      case Value.Sequence s -> s.items().stream().map(ValueJson::tree).toList();
      case Value.Mapping m -> {
        Map<String, Object> members = new LinkedHashMap<>();
        m.entries().forEach((name, v) -> members.put(name, tree(v)));
        yield members;
      }
      case Value.Struct s -> struct(s);
      case Value.Callable _ -> throw new FunctionException("json: unsupported type: func");
    };
  }

  private static Object number(double d) {
    if (Double.isNaN(d) || Double.isInfinite(d)) {
      throw new FunctionException("json: unsupported value: " + (Double.isNaN(d) ? "NaN" : d > 0 ? "+Inf" : "-Inf"));
    }
    return d;
  }

  private static Object struct(Value.Struct s) {
    return switch (s.type()) {
      case "time.Time" -> AlertData.time(GoTime.of(List.of(s), 0).toInstant());
      case "time.Duration" -> Math.round(GoTime.seconds(List.of(s), 0) * 1e9);
      case "*template.Data" -> members(s, DATA_NAMES);
      case "template.Alert" -> members(s, ALERT_NAMES);
      default -> members(s, Map.of());
    };
  }

  private static Map<String, Object> members(Value.Struct s, Map<String, String> names) {
    Map<String, Object> members = new LinkedHashMap<>();
    s.fields().forEach((field, v) -> members.put(names.getOrDefault(field, field), tree(v)));
    return members;
  }
}
