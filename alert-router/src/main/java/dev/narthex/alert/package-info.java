/**
 * The alert router: what Alertmanager does, on state that survives everything. This package holds the alert itself; each capability has
 * a package of its own. Start at {@link dev.narthex.alert.Alert}.
 */
@NullMarked
package dev.narthex.alert;

import org.jspecify.annotations.NullMarked;
