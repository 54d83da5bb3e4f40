/**
 * The alert router alone, in the place of Alertmanager: its flags, its start and its signals. Flags in, a process that programs written
 * for the {@code alertmanager} executable can use. Start at {@link dev.narthex.local.alertmanager.LocalRouter}; the flags are in
 * {@link dev.narthex.local.alertmanager.AlertmanagerCommand}.
 */
@NullMarked
package dev.narthex.local.alertmanager;

import org.jspecify.annotations.NullMarked;
