package dev.narthex.jobs.alert;

import dev.narthex.alert.flush.Flusher;
import dev.narthex.alert.flush.RouterStores;
import dev.narthex.alert.flush.RouterSweep;
import dev.narthex.alert.ingest.Alerts;
import dev.narthex.alert.silence.Silences;

/** The router of one tenant: what comes in, what goes out, and who looks after it. */
public record TenantRouter(RouterStores stores, Alerts alerts, Flusher flusher, Silences silences, RouterSweep sweep) {}
