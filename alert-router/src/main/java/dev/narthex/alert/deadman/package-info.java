/**
 * Dead-man switches: alerts that must keep firing. Whether one fires in, whether somebody is to be paged out. Start at
 * {@link dev.narthex.alert.deadman.SwitchState}.
 */
@NullMarked
package dev.narthex.alert.deadman;

import org.jspecify.annotations.NullMarked;
