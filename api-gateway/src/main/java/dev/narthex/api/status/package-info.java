/**
 * What runs and how: configuration, flags, runtime, build, storage figures, features.
 *
 * <p>{@link dev.narthex.api.status.StatusView} is the port.
 */
@NullMarked
package dev.narthex.api.status;

import org.jspecify.annotations.NullMarked;
