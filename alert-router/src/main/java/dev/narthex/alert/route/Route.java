package dev.narthex.alert.route;

import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import java.util.List;
import java.util.Map;

/**
 * One node of the routing tree with everything it inherited.
 *
 * @param id unique in the tree: the path of matchers and the position among siblings; names the route in stored state
 * @param key the path of matchers alone, as Alertmanager prints it; not unique
 * @param matchers all must match; none at the root
 * @param groupWaitMillis how long a new group waits for more alerts
 * @param groupIntervalMillis between flushes of a group
 * @param repeatIntervalMillis after which a notification is sent again
 * @param labels templates that do not affect grouping
 */
public record Route(
    String id,
    String key,
    String receiver,
    List<LabelMatcher> matchers,
    Continuation continuation,
    GroupBy groupBy,
    long groupWaitMillis,
    long groupIntervalMillis,
    long repeatIntervalMillis,
    List<String> muteTimeIntervals,
    List<String> activeTimeIntervals,
    Map<String, String> labels,
    List<Route> children) {

  /** What happens to an alert after a route has taken it. */
  public enum Continuation {
    /** Later siblings do not see it. */
    STOP,
    /** {@code continue: true}: later siblings see it too. */
    CONTINUE
  }

  /** Names a notification group to receivers: {@code key:{labels}} (its SHA-256 is what PagerDuty and others deduplicate by). */
  public String groupKey(Labels group) {
    return key + ":" + group;
  }
}
