/**
 * What notifications go out by: the HTTP client of scraping behind the port of receivers. Start at {@link
 * dev.narthex.jobs.notify.GuardedTransport}.
 */
@NullMarked
package dev.narthex.jobs.notify;

import org.jspecify.annotations.NullMarked;
