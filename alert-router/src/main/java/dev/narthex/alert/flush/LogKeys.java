package dev.narthex.alert.flush;

import dev.narthex.alert.log.LogKey;
import dev.narthex.alert.route.Route;
import dev.narthex.model.Labels;

/** Names log entries: by the route's id rather than its key, so that twins among routes do not share entries. */
final class LogKeys {
  private LogKeys() {}

  static LogKey of(Route route, Labels group, Integration integration) {
    return new LogKey(route.id() + ":" + group, integration.receiver(), integration.kind(), integration.identity());
  }
}
