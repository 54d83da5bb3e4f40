/**
 * How receivers speak HTTP: {@link dev.narthex.alert.receiver.http.HttpTransport} is the port; drivers put the guarded client of
 * scraping behind it, tests a script.
 */
@NullMarked
package dev.narthex.alert.receiver.http;

import org.jspecify.annotations.NullMarked;
