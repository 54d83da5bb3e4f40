package dev.narthex.alert.ingest;

import dev.narthex.model.Labels;
import java.time.Instant;
import java.util.Optional;

/** An alert as somebody sends it; what is absent is filled in. */
public record IncomingAlert(Labels labels, Labels annotations, Optional<Instant> startsAt, Optional<Instant> endsAt, String generatorUrl) {}
