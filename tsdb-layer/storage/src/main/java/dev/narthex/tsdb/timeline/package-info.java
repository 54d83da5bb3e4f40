/**
 * Timelines: the timestamps that all series of one target (or rule, or write request) share, with a flag per entry, and the rule
 * that staleness is presence. In: identities, timestamps, flags. Out: exact bytes for a block's head, and for a reader the places
 * where a series is present or stale. Read {@link dev.narthex.tsdb.timeline.Timeline} first.
 */
@NullMarked
package dev.narthex.tsdb.timeline;

import org.jspecify.annotations.NullMarked;
