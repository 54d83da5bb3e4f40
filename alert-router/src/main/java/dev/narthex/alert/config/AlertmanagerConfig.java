package dev.narthex.alert.config;

import dev.narthex.alert.global.GlobalConfig;
import dev.narthex.alert.inhibit.InhibitRule;
import dev.narthex.alert.interval.TimeInterval;
import dev.narthex.alert.route.RouteTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An {@code alertmanager.yml} that passed every check. Immutable.
 *
 * @param receivers in the order of the file
 * @param templates patterns of template files, relative to the file's folder
 * @param intervals of {@code time_intervals} and {@code mute_time_intervals}, by name
 * @param original the configuration as Alertmanager would print it: defaults filled in, secrets masked; its own loader takes it
 * @param warnings sentences with places, to be said once after loading
 * @param extras what narthex.yml adds; its routes stand in {@code routes} already
 */
public record AlertmanagerConfig(
    GlobalConfig global,
    RouteTree routes,
    List<ReceiverConfig> receivers,
    List<InhibitRule> inhibitRules,
    Map<String, List<TimeInterval>> intervals,
    List<String> templates,
    String original,
    List<String> warnings,
    RouterExtras extras) {
  public AlertmanagerConfig {
    receivers = List.copyOf(receivers);
    inhibitRules = List.copyOf(inhibitRules);
    intervals = Collections.unmodifiableMap(new LinkedHashMap<>(intervals));
    templates = List.copyOf(templates);
    warnings = List.copyOf(warnings);
  }

  /** The same with what narthex.yml adds. */
  public AlertmanagerConfig with(RouterExtras added, List<String> more) {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(more);
    return new AlertmanagerConfig(global, routes.before(added.routes()), receivers, inhibitRules, intervals, templates, original, all, added);
  }

  public Optional<ReceiverConfig> receiver(String name) {
    return receivers.stream().filter(r -> r.name().equals(name)).findFirst();
  }
}
