package dev.narthex.alert.config;

import dev.narthex.alert.deadman.DeadManSwitch;
import dev.narthex.alert.limit.RateLimit;
import dev.narthex.alert.matcher.MatcherMode;
import dev.narthex.alert.recurring.RecurringSilence;
import dev.narthex.alert.recurring.Window;
import dev.narthex.model.GoQuote;
import dev.narthex.model.LabelMatcher;
import dev.narthex.model.Labels;
import dev.narthex.model.PromDuration;
import dev.narthex.yaml.ConfigException;
import dev.narthex.yaml.MappingReader;
import dev.narthex.yaml.YamlNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads {@code alerts} of narthex.yml. */
public final class RouterExtrasReader {
  /** The key in narthex.yml. */
  public static final String KEY = "alerts";

  private static final PromDuration USUAL_REPEAT = PromDuration.ofSeconds(4 * 3600);

  private final Set<String> receivers;
  private final MatcherLists matchers;
  private final List<String> warnings;

  private RouterExtrasReader(MatcherMode mode, Set<String> receivers, List<String> warnings) {
    this.receivers = receivers;
    this.matchers = new MatcherLists(mode, warnings);
    this.warnings = warnings;
  }

  /**
   * Adds what narthex.yml says to a configuration.
   *
   * @param alerts the value of {@code alerts}
   * @throws ConfigException {@code file:line: sentence} when it is not usable
   */
  public static AlertmanagerConfig extend(AlertmanagerConfig config, YamlNode alerts, MatcherMode mode) {
    Set<String> names = new HashSet<>();
    config.receivers().forEach(receiver -> names.add(receiver.name()));
    RouterExtrasReader reader = new RouterExtrasReader(mode, names, new ArrayList<>());
    RouterExtras extras = MappingReader.read(alerts, KEY, reader::read);
    return config.with(extras, reader.warnings);
  }

  private RouterExtras read(MappingReader r) {
    RouterExtras extras =
        new RouterExtras(r.mappings("recurring_silences", this::silence), r.mappings("rate_limits", this::limit), r.mappings("dead_man_switches", this::deadManSwitch));
    unique(r, "recurring_silences", extras.recurringSilences().stream().map(RecurringSilence::name).toList(), "name");
    unique(r, "rate_limits", extras.rateLimits().stream().map(RateLimit::receiver).toList(), "receiver");
    unique(r, "dead_man_switches", extras.switches().stream().map(DeadManSwitch::name).toList(), "name");
    return extras;
  }

  private static void unique(MappingReader r, String key, List<String> names, String what) {
    Set<String> seen = new HashSet<>();
    List<YamlNode> items = r.items(key);
    for (int i = 0; i < names.size(); i++) {
      if (!seen.add(names.get(i))) {
        throw new ConfigException(items.get(i).position(), "the " + what + " " + GoQuote.quote(names.get(i)) + " stands twice in " + key);
      }
    }
  }

  private RecurringSilence silence(MappingReader r) {
    String zone = r.string("zone").orElse("UTC");
    ZoneId id;
    try {
      id = ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw r.error("zone", GoQuote.quote(zone) + " is no time zone; write one such as Europe/Berlin or UTC");
    }
    List<Window> windows = r.mappings("windows", WindowReader::read);
    if (windows.isEmpty()) {
      throw r.error("windows", "a recurring silence needs at least one of windows");
    }
    return new RecurringSilence(name(r), matchers(r), r.string("comment").orElse(""), id, windows);
  }

  private RateLimit limit(MappingReader r) {
    long notifications = r.count("notifications").orElseThrow(() -> r.error("notifications", "notifications is missing: how many may be sent in each span of per"));
    if (notifications < 1 || notifications > RateLimit.MOST) {
      throw r.error("notifications", "notifications must be between 1 and " + RateLimit.MOST);
    }
    return new RateLimit(receiver(r), (int) notifications, positive(r, "per", "the span in which they are counted, such as 10m"));
  }

  private DeadManSwitch deadManSwitch(MappingReader r) {
    Duration within = positive(r, "within", "how long the alert may be missing, such as 5m");
    Duration grace = r.duration("grace").map(d -> Duration.ofMillis(d.millis())).orElse(within);
    Duration repeat = Duration.ofMillis(r.duration("repeat_interval").orElse(USUAL_REPEAT).millis());
    if (repeat.isZero()) {
      throw r.error("repeat_interval", "repeat_interval cannot be zero");
    }
    Map<String, String> labels = r.stringMap("labels");
    for (String label : labels.keySet()) {
      if (!matchers.isLabelName(label) || Set.of("alertname", RouterExtras.OWN_LABEL, "switch").contains(label)) {
        throw r.error("labels", "the label " + GoQuote.quote(label) + " cannot be set here: alertname, narthex and switch are given, others need a valid name");
      }
    }
    return new DeadManSwitch(name(r), matchers(r), within, grace, receiver(r), repeat, Labels.of(labels), Labels.of(r.stringMap("annotations")));
  }

  private static String name(MappingReader r) {
    String name = r.string("name").orElse("");
    if (name.isEmpty() || name.length() > 100) {
      throw r.error("name", "name is needed, with at most 100 characters");
    }
    return name;
  }

  private String receiver(MappingReader r) {
    String receiver = r.required("receiver");
    if (!receivers.contains(receiver)) {
      throw r.error("receiver", "undefined receiver " + GoQuote.quote(receiver) + "; name one of alertmanager.yml");
    }
    return receiver;
  }

  private List<LabelMatcher> matchers(MappingReader r) {
    List<LabelMatcher> found = matchers.read(r, "");
    if (found.stream().allMatch(LabelMatcher::matchesEmpty)) {
      throw r.error("matchers", "matchers need at least one that does not match the empty string, such as alertname=\"Watchdog\"");
    }
    return found;
  }

  private static Duration positive(MappingReader r, String key, String what) {
    PromDuration duration = r.duration(key).orElseThrow(() -> r.error(key, key + " is missing: " + what));
    if (duration.isZero()) {
      throw r.error(key, key + " cannot be zero");
    }
    return Duration.ofMillis(duration.millis());
  }
}
