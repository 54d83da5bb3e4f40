package dev.narthex.jobs.alert.store;

import dev.narthex.alert.Alert;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The stored form of an alert. */
final class AlertJson {
  private static final String TIMEOUT = "timeout";

  private AlertJson() {}

  /** As a member of a group. */
  static byte[] bytes(Alert alert) {
    return members(alert).raw("}").toBytes();
  }

  /** With the groups that it is in. */
  static byte[] bytes(Alert alert, List<String> groups) {
    JsonBytes json = members(alert).raw(",\"groups\":[");
    for (int i = 0; i < groups.size(); i++) {
      (i == 0 ? json : json.raw(",")).text(groups.get(i));
    }
    return json.raw("]}").toBytes();
  }

  private static JsonBytes members(Alert alert) {
    JsonBytes json =
        new JsonBytes()
            .raw("{\"labels\":").labels(alert.labels())
            .raw(",\"annotations\":").labels(alert.annotations())
            .raw(",\"start\":").time(alert.startsAt())
            .raw(",\"end\":").time(alert.endsAt())
            .raw(",\"updated\":").time(alert.updatedAt())
            .raw(",\"url\":").text(alert.generatorUrl());
    return alert.endsBy() == Alert.EndsBy.TIMEOUT ? json.raw(",\"by\":").text(TIMEOUT) : json;
  }

  /** As part of something larger. */
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
