/**
 * The stores of one machine: a data directory that one process holds at a time, and the catalogue and state tables in one H2 MVStore
 * file inside it, behind a log of changes (objects are files, by {@code DirectoryObjectStore}).
 *
 * <p>An acknowledged write survives {@code kill -9} and power loss: every commit is in the log and synced before it is answered. Start
 * reading at {@link dev.narthex.local.store.DataDirectory}, for the tables at {@link dev.narthex.local.store.TableFile}.
 */
@NullMarked
package dev.narthex.local.store;

import org.jspecify.annotations.NullMarked;
