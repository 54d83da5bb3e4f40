/**
 * The stores of one machine: a data directory that one process holds at a time, and the catalogue and state tables in one H2 MVStore
 * file inside it (objects are files, by {@code DirectoryObjectStore}).
 *
 * <p>An acknowledged write survives {@code kill -9} and power loss: every commit is written and synced before it is answered. Start
 * reading at {@link dev.narthex.local.store.DataDirectory}.
 */
@NullMarked
package dev.narthex.local.store;

import org.jspecify.annotations.NullMarked;
