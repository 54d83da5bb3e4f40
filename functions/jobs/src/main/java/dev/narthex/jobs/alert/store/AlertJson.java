package dev.narthex.jobs.alert.store;

import dev.narthex.alert.Alert;
import dev.narthex.alert.group.Member;
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
  static StateJson.Written written(Alert alert) {
    return new StateJson.Written(bytes(alert));
  }

  /** The same, with the version that it was stored under. */
  static StateJson.Written written(Member member) {
    return new StateJson.Written(members(member.alert()).raw(",\"version\":").raw(Long.toString(member.version())).raw("}").toBytes());
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
