/**
 * One Narthex in one process: data directory, functions, event loop and HTTP server, started and stopped together. Start reading at
 * {@link dev.narthex.local.server.LocalNarthex}.
 */
@NullMarked
package dev.narthex.local.server;

import org.jspecify.annotations.NullMarked;
