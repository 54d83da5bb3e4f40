/**
 * Where jobs get their configuration: versions by content hash, one of them in force. The port is
 * {@link dev.narthex.jobs.config.ConfigSource}.
 */
@NullMarked
package dev.narthex.jobs.config;

import org.jspecify.annotations.NullMarked;
