/**
 * The HTTP client block that scrape jobs, HTTP discovery, Alertmanagers and receivers share: {@link dev.narthex.http.HttpClientConfig}
 * is read from YAML and printed with its secrets masked. Values only; those who connect live where I/O is allowed.
 */
@NullMarked
package dev.narthex.http;

import org.jspecify.annotations.NullMarked;
