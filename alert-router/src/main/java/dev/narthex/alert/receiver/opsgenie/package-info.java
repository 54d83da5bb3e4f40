/** {@code opsgenie_configs}: alerts that are created, changed and closed under an alias. Start at {@link dev.narthex.alert.receiver.opsgenie.OpsgenieConfig}. */
@NullMarked
package dev.narthex.alert.receiver.opsgenie;

import org.jspecify.annotations.NullMarked;
