/** {@code incidentio_configs}: alert events for an HTTP alert source. Start at {@link dev.narthex.alert.receiver.incidentio.IncidentioConfig}. */
@NullMarked
package dev.narthex.alert.receiver.incidentio;

import org.jspecify.annotations.NullMarked;
