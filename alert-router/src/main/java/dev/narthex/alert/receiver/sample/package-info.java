/**
 * Renders integrations with sample alerts and sends nothing: for {@code ./narthex check alertmanager}. In goes an integration's
 * configuration, out come the templates that fail. Start at {@link dev.narthex.alert.receiver.sample.DryRun}.
 */
@NullMarked
package dev.narthex.alert.receiver.sample;

import org.jspecify.annotations.NullMarked;
