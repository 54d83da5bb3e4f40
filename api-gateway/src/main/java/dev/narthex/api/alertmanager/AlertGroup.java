package dev.narthex.api.alertmanager;

import dev.narthex.model.Labels;
import java.util.List;
import java.util.Map;

/**
 * A notification group.
 *
 * @param labels what the alerts are grouped by
 * @param routeLabels labels of the route, expanded over its alerts
 */
public record AlertGroup(Labels labels, Map<String, String> routeLabels, String receiver, List<RoutedAlert> alerts) {}
