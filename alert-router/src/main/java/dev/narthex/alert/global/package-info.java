/**
 * The values of {@code global}, which receivers take defaults from. A package of its own, because the reader of the file knows the
 * receivers and these know only the values. Start at {@link dev.narthex.alert.global.GlobalConfig}.
 */
@NullMarked
package dev.narthex.alert.global;

import org.jspecify.annotations.NullMarked;
