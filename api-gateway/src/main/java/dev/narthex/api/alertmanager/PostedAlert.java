package dev.narthex.api.alertmanager;

import dev.narthex.model.Labels;
import java.time.Instant;
import java.util.Optional;

/** An alert as a client posts it; the router fills in what is absent. */
public record PostedAlert(Labels labels, Labels annotations, Optional<Instant> startsAt, Optional<Instant> endsAt, String generatorUrl) {}
