package dev.narthex.alert.receiver.jira;

import dev.narthex.alert.json.Json;
import dev.narthex.alert.receiver.Delivery;
import dev.narthex.alert.receiver.http.HttpTransport.Reply;
import dev.narthex.alert.receiver.send.Attempt;
import dev.narthex.alert.receiver.send.RetryTable;
import dev.narthex.alert.receiver.send.Stopped;
import dev.narthex.alert.receiver.send.Words;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The calls of Jira's REST API that one attempt makes; an answer other than 2xx ends it. */
final class JiraApi {
  private final JiraConfig config;
  private final Attempt attempt;

  JiraApi(JiraConfig config, Attempt attempt) {
    this.config = config;
    this.attempt = attempt;
  }

  /**
   * An issue that the search found.
   *
   * @param category {@code done} when it is closed; empty when Jira did not say
   */
  record Found(String key, String category) {}

  Optional<Found> search(String jql) {
    Map<String, Object> body = Json.object().put("jql", jql).put("maxResults", 2L).put("fields", List.of("status")).build();
    Map<String, Object> answer = read(send("POST", searchUrl(), body));
    if (!(answer.get("issues") instanceof List<?> issues) || issues.isEmpty() || !(issues.getFirst() instanceof Map<?, ?> issue)) {
      return Optional.empty();
    }
    String category = member(member(member(issue, "fields"), "status"), "statusCategory").get("key") instanceof String key ? key : "";
    return Optional.of(new Found(Json.string(issue, "key"), category));
  }

  void create(Map<String, Object> fields) {
    send("POST", url("issue"), Map.of("fields", fields));
  }

  void update(Found issue, Map<String, Object> fields) {
    send("PUT", url("issue/" + Words.pathSegment(issue.key())), Map.of("fields", fields));
  }

  /** Moves an issue on by the name of a transition. */
  void move(Found issue, String transition) {
    URI url = url("issue/" + Words.pathSegment(issue.key()) + "/transitions");
    Map<String, Object> offered = read(checked(attempt.send("GET", config.options().http(), url, headers(), "", "")));
    String id = "";
    if (offered.get("transitions") instanceof List<?> transitions) {
      for (Object each : transitions) {
        if (each instanceof Map<?, ?> t && Json.string(t, "name").equals(transition)) {
          id = Json.string(t, "id");
        }
      }
    }
    if (id.isEmpty()) {
      throw Stopped.refused("issue " + issue.key() + " has no transition \"" + transition + "\"");
    }
    send("POST", url, Map.of("transition", Map.of("id", id)));
  }

  /** Whether texts are documents: version 3 of the API. */
  boolean isVersion3() {
    return config.apiUrl().replaceAll("/+$", "").endsWith("/3");
  }

  private URI searchUrl() {
    boolean cloud = switch (config.apiType()) {
      case CLOUD -> true;
      case DATACENTER -> false;
      case AUTO -> attempt.url("api_url", config.apiUrl()).getHost().toLowerCase(Locale.ROOT).endsWith("atlassian.net");
    };
    return cloud ? attempt.url("api_url", Words.withSlash(config.apiUrl()).replaceFirst("/rest/api/2/", "/rest/api/3/") + "search/jql") : url("search");
  }

  private URI url(String path) {
    return attempt.url("api_url", Words.withSlash(config.apiUrl()) + path);
  }

  private static Map<String, String> headers() {
    return Map.of("Accept-Language", "en");
  }

  private Reply send(String method, URI url, Map<String, Object> body) {
    return checked(attempt.sendJson(method, config.options().http(), url, headers(), body));
  }

  private static Reply checked(Reply reply) {
    Delivery outcome = RetryTable.WITH_RATE_LIMIT.outcome(reply);
    if (!(outcome instanceof Delivery.Delivered)) {
      throw new Stopped(outcome);
    }
    return reply;
  }

  private static Map<String, Object> read(Reply reply) {
    return Json.parseObject(reply.body()).orElseThrow(() -> Stopped.refused("Jira's answer is no JSON object: " + RetryTable.said(reply)));
  }

  private static Map<?, ?> member(Map<?, ?> object, String key) {
    return object.get(key) instanceof Map<?, ?> m ? m : Map.of();
  }
}
