package dev.narthex.alert.group;

import java.time.Instant;

/**
 * The flush that a group is in, or was in last.
 *
 * @param seq of the timer that began it
 * @param flushedAt its frozen time: what "firing" and "resolved" mean in it
 * @param deadline when its attempts end
 */
public record OpenFlush(long seq, Instant flushedAt, Instant deadline) {}
