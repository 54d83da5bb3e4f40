/**
 * What AWS sends to functions, read from its JSON without reflection: {@link dev.narthex.aws.event.EventJson} is the tree,
 * {@link dev.narthex.aws.event.QueueMessages} the batch of a queue with its partial failures,
 * {@link dev.narthex.aws.event.ScheduledMinute} the clock.
 */
@NullMarked
package dev.narthex.aws.event;

import org.jspecify.annotations.NullMarked;
