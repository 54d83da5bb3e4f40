package dev.narthex.jobs.alert.store;

import dev.narthex.alert.Alert;
import java.util.LinkedHashMap;
import java.util.Map;

/** The stored form of an alert. */
final class AlertJson {
  private static final String TIMEOUT = "timeout";

  private AlertJson() {}

  static Map<String, Object> tree(Alert alert) {
    Map<String, Object> tree = new LinkedHashMap<>();
    tree.put("labels", alert.labels());
    tree.put("annotations", alert.annotations());
    tree.put("start", alert.startsAt());
    tree.put("end", alert.endsAt());
    tree.put("updated", alert.updatedAt());
    tree.put("url", alert.generatorUrl());
    if (alert.endsBy() == Alert.EndsBy.TIMEOUT) {
      tree.put("by", TIMEOUT);
    }
    return tree;
  }

  static Alert alert(Map<?, ?> tree) {
    return new Alert(
        StateJson.labels(tree, "labels"),
        StateJson.labels(tree, "annotations"),
        StateJson.time(tree, "start"),
        StateJson.time(tree, "end"),
        StateJson.text(tree, "url"),
        StateJson.time(tree, "updated"),
        StateJson.text(tree, "by").equals(TIMEOUT) ? Alert.EndsBy.TIMEOUT : Alert.EndsBy.SENDER);
  }
}
