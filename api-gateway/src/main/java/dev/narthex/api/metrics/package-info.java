/**
 * Narthex about itself: {@code /metrics} in both text formats, what each request counts, and figures of the process and the JVM.
 */
@NullMarked
package dev.narthex.api.metrics;

import org.jspecify.annotations.NullMarked;
