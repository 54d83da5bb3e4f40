package dev.narthex.alert.template;

import dev.narthex.alert.Alert;
import dev.narthex.alert.json.Json;
import dev.narthex.alert.json.JsonObject;
import dev.narthex.model.Labels;
import dev.narthex.template.TemplateFunction;
import dev.narthex.template.Value;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The dot of notification templates, and what webhook bodies are made of.
 *
 * @param receiver name in the configuration with the special characters of regular expressions escaped, as Alertmanager hands it out
 * @param status {@code firing} as long as one alert fires, else {@code resolved}
 * @param reason why this is told, in words
 * @param commonLabels what all alerts share
 * @param commonAnnotations what all alerts share
 */
public record NotificationData(
    String receiver,
    String status,
    List<AlertData> alerts,
    String reason,
    Labels groupLabels,
    Labels commonLabels,
    Labels commonAnnotations,
    Map<String, String> routeLabels,
    String externalUrl) {
  public NotificationData {
    alerts = List.copyOf(alerts);
    routeLabels = Map.copyOf(routeLabels);
  }

  /**
   * The data of a group.
   *
   * @param receiver name in the configuration
   * @param at what "firing" means
   */
  public static NotificationData of(
      String receiver, String reason, Labels groupLabels, Map<String, String> routeLabels, List<Alert> alerts, Instant at, String externalUrl) {
    List<AlertData> data = alerts.stream().map(alert -> AlertData.of(alert, at)).toList();
    return of(com.google.re2j.Pattern.quote(receiver), data, reason, groupLabels, routeLabels, externalUrl);
  }

  private static NotificationData of(
      String quotedReceiver, List<AlertData> alerts, String reason, Labels groupLabels, Map<String, String> routeLabels, String externalUrl) {
    String status = alerts.stream().anyMatch(AlertData::isFiring) ? AlertData.FIRING : AlertData.RESOLVED;
    return new NotificationData(quotedReceiver, status, alerts, reason, groupLabels, common(alerts, AlertData::labels), common(alerts, AlertData::annotations), routeLabels, externalUrl);
  }

  private static Labels common(List<AlertData> alerts, Function<AlertData, Labels> part) {
    if (alerts.isEmpty()) {
      return Labels.empty();
    }
    Labels first = part.apply(alerts.getFirst());
    Labels.Builder common = first.edit();
    for (int i = 0; i < first.size(); i++) {
      String name = first.name(i);
      String value = first.value(i);
      if (!alerts.stream().allMatch(alert -> part.apply(alert).get(name).equals(value))) {
        common.remove(name);
      }
    }
    return common.build();
  }

  public List<AlertData> firing() {
    return alerts.stream().filter(AlertData::isFiring).toList();
  }

  public List<AlertData> resolved() {
    return alerts.stream().filter(alert -> !alert.isFiring()).toList();
  }

  /** The same as if there were only the first {@code n} alerts. */
  public NotificationData withAlerts(int n) {
    return of(receiver, alerts.subList(0, Math.min(n, alerts.size())), reason, groupLabels, routeLabels, externalUrl);
  }

  /** The same with other route labels. */
  public NotificationData withRouteLabels(Map<String, String> labels) {
    return new NotificationData(receiver, status, alerts, reason, groupLabels, commonLabels, commonAnnotations, labels, externalUrl);
  }

  Value toValue() {
    Map<String, Value> fields = new LinkedHashMap<>();
    fields.put("Receiver", Value.of(receiver));
    fields.put("Status", Value.of(status));
    fields.put("Alerts", alertsValue());
    fields.put("NotificationReason", Value.of(reason));
    fields.put("GroupLabels", KeyValues.of(groupLabels));
    fields.put("CommonLabels", KeyValues.of(commonLabels));
    fields.put("CommonAnnotations", KeyValues.of(commonAnnotations));
    fields.put("RouteLabels", KeyValues.of(routeLabels));
    fields.put("ExternalURL", Value.of(externalUrl));
    return new Value.Struct("*template.Data", fields, Map.of(), Optional.empty());
  }

  private Value alertsValue() {
    Map<String, TemplateFunction> methods = Map.of(
        "Firing", ((TemplateFunction) a -> new Value.Sequence("[]template.Alert", firing().stream().map(AlertData::toValue).toList(), Map.of())).arity("Firing", 0, 0),
        "Resolved", ((TemplateFunction) a -> new Value.Sequence("[]template.Alert", resolved().stream().map(AlertData::toValue).toList(), Map.of())).arity("Resolved", 0, 0));
    return new Value.Sequence("template.Alerts", alerts.stream().map(AlertData::toValue).toList(), methods);
  }

  /** The members of a webhook body, in Alertmanager's order; the caller may add more. */
  public JsonObject toJson() {
    return Json.object()
        .put("receiver", receiver)
        .put("status", status)
        .put("alerts", alerts.stream().map(AlertData::toJson).toList())
        .put("notification_reason", reason)
        .put("groupLabels", groupLabels.toMap())
        .put("commonLabels", commonLabels.toMap())
        .put("commonAnnotations", commonAnnotations.toMap())
        .put("routeLabels", new TreeMap<>(routeLabels))
        .put("externalURL", externalUrl);
  }
}
