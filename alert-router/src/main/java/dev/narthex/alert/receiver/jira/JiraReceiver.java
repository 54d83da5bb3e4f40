package dev.narthex.alert.receiver.jira;

import dev.narthex.alert.json.Json;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.Notification;
import dev.narthex.alert.receiver.Receiver;
import dev.narthex.alert.receiver.ReceiverServices;
import dev.narthex.alert.receiver.entry.Fields;
import dev.narthex.alert.receiver.send.Attempt;
import dev.narthex.model.GoQuote;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Keeps one issue for a group, found by a label made of the hash of the group key: creates it, changes it, resolves and reopens it.
 * Nothing is created for a group that is over. Failures of the network may be tried again, other than with Alertmanager: the search comes
 * first, so a second attempt finds what the first made.
 */
final class JiraReceiver implements Receiver {
  private static final int SUMMARY_MOST = 255;
  private static final int DESCRIPTION_MOST = 32_767;
  private static final String DONE = "done";

  private final JiraConfig config;
  private final ReceiverServices services;

  JiraReceiver(JiraConfig config, ReceiverServices services) {
    this.config = config;
    this.services = services;
  }

  @Override
  public Delivery deliver(Notification notification) {
    return Attempt.run(services, notification, attempt -> {
      boolean firing = notification.status().equals("firing");
      JiraApi api = new JiraApi(config, attempt);
      String label = "ALERT{" + notification.groupKeyHash() + "}";
      Optional<JiraApi.Found> found = api.search(query(attempt, firing, label));
      if (found.isEmpty()) {
        if (!firing) {
          return Delivery.Delivered.saying("no open issue, nothing to resolve");
        }
        api.create(issue(attempt, api, label));
        return Delivery.Delivered.saying("issue created");
      }
      JiraApi.Found issue = found.get();
      Map<String, Object> changes = issue(attempt, api, label);
      if (config.summary().update() == JiraConfig.Update.KEPT) {
        changes.remove("summary");
      }
      if (config.description().update() == JiraConfig.Update.KEPT) {
        changes.remove("description");
      }
      api.update(issue, changes);
      return Delivery.Delivered.saying("issue " + issue.key() + " changed" + moved(api, issue, firing));
    });
  }

  private String moved(JiraApi api, JiraApi.Found issue, boolean firing) {
    boolean done = issue.category().equals(DONE);
    String transition = config.fields().get(firing ? "reopen_transition" : "resolve_transition");
    if (issue.category().isEmpty() || done != firing || transition.isEmpty()) {
      return "";
    }
    api.move(issue, transition);
    return ", " + transition;
  }

  /** Open issues, those that were closed lately if they may be reopened, none that nobody will fix; the latest first. */
  private String query(Attempt attempt, boolean firing, String label) {
    Fields fields = config.fields();
    StringBuilder jql = new StringBuilder();
    if (!fields.isEmpty("wont_fix_resolution")) {
      jql.append("(resolution is EMPTY or resolution != ").append(GoQuote.quote(fields.get("wont_fix_resolution"))).append(") and ");
    }
    long minutes = config.reopenDuration().toMinutes();
    if (firing && !fields.isEmpty("reopen_transition") && minutes > 0) {
      jql.append("(resolutiondate is EMPTY OR resolutiondate >= -").append(minutes).append("m) and ");
    } else {
      jql.append("statusCategory != Done and ");
    }
    return jql.append("project=").append(GoQuote.quote(attempt.address(fields, "project"))).append(" and labels=").append(GoQuote.quote(label))
        .append(" order by status ASC,resolutiondate DESC").toString();
  }

  private Map<String, Object> issue(Attempt attempt, JiraApi api, String label) {
    Fields fields = config.fields();
    Map<String, Object> issue = new TreeMap<>();
    issue.put("project", Map.of("key", attempt.address(fields, "project")));
    issue.put("issuetype", Map.of("name", attempt.address(fields, "issue_type")));
    issue.put("summary", attempt.cut("summary", attempt.subject("summary", config.summary().template()), SUMMARY_MOST));
    String description = attempt.cut("description", attempt.content("description", config.description().template()), DESCRIPTION_MOST);
    if (!description.isBlank()) {
      issue.put("description", api.isVersion3() ? Document.of(description.strip()) : description);
    }
    List<String> labels = new ArrayList<>();
    config.labels().forEach(each -> labels.add(attempt.detail("labels", each)));
    labels.removeIf(String::isEmpty);
    labels.add(label);
    Collections.sort(labels);
    issue.put("labels", labels);
    String priority = attempt.detail(fields, "priority");
    if (!priority.isEmpty()) {
      issue.put("priority", Json.object().put("name", priority).build());
    }
    issue.putAll(attempt.treeDetails("fields", config.customFields()));
    return issue;
  }
}
