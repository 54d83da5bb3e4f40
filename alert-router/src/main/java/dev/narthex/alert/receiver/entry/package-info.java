/**
 * What the entries of all {@code *_configs} lists have in common: {@code send_resolved}, the client block, secrets in their three
 * spellings, and how they print. Start at {@link dev.narthex.alert.receiver.entry.Entry}.
 */
@NullMarked
package dev.narthex.alert.receiver.entry;

import org.jspecify.annotations.NullMarked;
