package dev.narthex.tsdb.store;

import java.time.Instant;

/**
 * One object in a listing.
 *
 * @param size in bytes
 * @param modified when it was written, by the store's clock: only good to judge whether a grace has passed
 */
public record ObjectEntry(String key, long size, Instant modified) {}
