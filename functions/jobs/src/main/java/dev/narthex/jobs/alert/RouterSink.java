package dev.narthex.jobs.alert;

import dev.narthex.alert.ingest.IncomingAlert;
import dev.narthex.model.Labels;
import dev.narthex.rules.AlertSink;
import dev.narthex.rules.OutgoingAlert;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The built-in router as a place where alerts of rules go; without an {@code alertmanager.yml} it takes nothing. */
public final class RouterSink implements AlertSink {
  private static final Logger LOG = LoggerFactory.getLogger(RouterSink.class);

  private final Routers routers;

  public RouterSink(Routers routers) {
    this.routers = routers;
  }

  @Override
  public void send(String tenant, List<OutgoingAlert> alerts) {
    if (routers.config().isEmpty()) {
      return;
    }
    List<IncomingAlert> incoming = alerts.stream().map(RouterSink::incoming).toList();
    routers.of(tenant).alerts().post(incoming).forEach(refusal -> LOG.warn("the alert router refuses an alert of a rule: {}", refusal));
  }

  private static IncomingAlert incoming(OutgoingAlert alert) {
    return new IncomingAlert(
        alert.labels(),
        Labels.of(alert.annotations()),
        Optional.of(Instant.ofEpochMilli(alert.startsAt())),
        Optional.of(Instant.ofEpochMilli(alert.endsAt())),
        alert.generatorUrl());
  }
}
