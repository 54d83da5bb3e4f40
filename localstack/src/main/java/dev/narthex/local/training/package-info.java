/**
 * Training runs for the class caches that make servers start fast: each runs a server's own command line on data of its own for a moment.
 * The launcher starts them once after a build, with {@code -XX:AOTCacheOutput}. Start at
 * {@link dev.narthex.local.training.AlertmanagerTraining}.
 */
@NullMarked
package dev.narthex.local.training;

import org.jspecify.annotations.NullMarked;
