/** {@code victorops_configs}: events of the generic REST integration (Splunk On-Call). Start at {@link dev.narthex.alert.receiver.victorops.VictoropsConfig}. */
@NullMarked
package dev.narthex.alert.receiver.victorops;

import org.jspecify.annotations.NullMarked;
