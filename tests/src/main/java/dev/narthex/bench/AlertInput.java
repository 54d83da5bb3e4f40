package dev.narthex.bench;

import dev.narthex.alert.ingest.IncomingAlert;
import dev.narthex.model.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the alert bench posts: alerts in groups, under inhibit rules and silences that have to be looked at and match none. */
final class AlertInput {
  static final int ALERTS = 10_000;
  static final int GROUPS = 500;
  static final int INHIBIT_RULES = 100;
  static final int SILENCES = 1_000;

  private AlertInput() {}

  /**
   * The alertmanager.yml.
   *
   * @param groupWait how long new groups wait
   */
  static String config(String groupWait) {
    StringBuilder yaml = new StringBuilder("route: {receiver: team, group_by: [group], group_wait: " + groupWait + ", group_interval: 1h, repeat_interval: 4h}\n");
    yaml.append("receivers:\n- name: team\n  webhook_configs: [{url: 'http://127.0.0.1:9/'}]\ninhibit_rules:\n");
    for (int i = 0; i < INHIBIT_RULES; i++) {
      yaml.append("- {source_matchers: ['alertname=\"Outage").append(i).append("\"'], target_matchers: ['severity=\"warning\"'], equal: [cluster]}\n");
    }
    return yaml.toString();
  }

  /** Alerts spread evenly over the groups; another round has other instances. */
  static List<IncomingAlert> alerts(int count, int groups, int round, Instant start, Instant end) {
    List<IncomingAlert> alerts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Labels labels = Labels.of("alertname", "DiskWillFill", "cluster", "prod", "group", "g" + i % groups, "instance", "db-" + round + "-" + i + ":9100", "job", "node", "severity", "warning");
      Labels annotations = Labels.of("summary", "The disk of db-" + i + " is full in four hours");
      alerts.add(new IncomingAlert(labels, annotations, Optional.of(start), Optional.of(end), "http://prometheus.example/graph?g0.expr=disk"));
    }
    return alerts;
  }

  /** Alerts as the body of a post. */
  static String json(List<IncomingAlert> alerts) {
    StringBuilder out = new StringBuilder("[");
    for (IncomingAlert alert : alerts) {
      out.append(out.length() == 1 ? "" : ",").append("{\"labels\":").append(json(alert.labels())).append(",\"annotations\":").append(json(alert.annotations()));
      alert.startsAt().ifPresent(at -> out.append(",\"startsAt\":\"").append(at).append('"'));
      alert.endsAt().ifPresent(at -> out.append(",\"endsAt\":\"").append(at).append('"'));
      out.append(",\"generatorURL\":\"").append(alert.generatorUrl()).append("\"}");
    }
    return out.append(']').toString();
  }

  private static String json(Labels labels) {
    StringBuilder out = new StringBuilder("{");
    for (int i = 0; i < labels.size(); i++) {
      out.append(i == 0 ? "\"" : ",\"").append(labels.name(i)).append("\":\"").append(labels.value(i)).append('"');
    }
    return out.append('}').toString();
  }

  static String silence(int i, Instant start, Instant end) {
    return "{\"matchers\":[{\"name\":\"alertname\",\"value\":\"Other" + i + "\",\"isRegex\":false,\"isEqual\":true}],\"startsAt\":\"" + start + "\",\"endsAt\":\"" + end
        + "\",\"createdBy\":\"bench\",\"comment\":\"bench\"}";
  }
}
