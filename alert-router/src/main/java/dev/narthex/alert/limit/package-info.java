/**
 * Rate limits of receivers: a group that is to be told in, a permit or a place in the queue out. Start at
 * {@link dev.narthex.alert.limit.RateLimiter}; what is known of a receiver is {@link dev.narthex.alert.limit.RateState}.
 */
@NullMarked
package dev.narthex.alert.limit;

import org.jspecify.annotations.NullMarked;
