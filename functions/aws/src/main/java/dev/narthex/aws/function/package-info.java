/**
 * The handlers that Lambda calls, one class a function, and {@link dev.narthex.aws.function.Wiring}, which builds what they stand on
 * from the environment. Queue and schedule handlers know no framework: they are warm in a fifth of the time that Micronaut takes. A
 * handler is built once an environment; what it builds survives a snapshot, so nothing in it may be a credential, an open socket or a
 * seed.
 */
@NullMarked
package dev.narthex.aws.function;

import org.jspecify.annotations.NullMarked;
