/**
 * Queries on the command line: from a running Narthex over HTTP or straight from a data directory; in goes an expression, out comes
 * the API's JSON or a table made from it. Start reading at {@link dev.narthex.local.query.QueryAnswer}.
 */
@NullMarked
package dev.narthex.local.query;

import org.jspecify.annotations.NullMarked;
