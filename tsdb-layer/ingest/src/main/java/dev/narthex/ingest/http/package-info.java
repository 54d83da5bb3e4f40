/**
 * GET requests to user-given URLs: one client for each HTTP client block of the configuration. Every address is checked against the {@link dev.narthex.net.AddressPolicy} after DNS and on each redirect; bodies are
 * decompressed and bounded; a deadline ends whatever the other side does. Start at {@link dev.narthex.ingest.http.GuardedClient}.
 */
@NullMarked
package dev.narthex.ingest.http;

import org.jspecify.annotations.NullMarked;
