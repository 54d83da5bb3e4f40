/**
 * Health, readiness and reload: {@code /-/healthy}, {@code /-/ready}, {@code /-/reload}.
 *
 * <p>{@link dev.narthex.api.lifecycle.Lifecycle} is the port.
 */
@NullMarked
package dev.narthex.api.lifecycle;

import org.jspecify.annotations.NullMarked;
