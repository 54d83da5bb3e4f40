/**
 * Inhibition: a firing alert mutes others. Rules and the firing alerts in, the fingerprints that inhibit an alert out. Start at
 * {@link dev.narthex.alert.inhibit.Inhibitor}.
 */
@NullMarked
package dev.narthex.alert.inhibit;

import org.jspecify.annotations.NullMarked;
