/** Functions of instant vectors, one family a file. */
@NullMarked
package dev.narthex.promql.exec.function;

import org.jspecify.annotations.NullMarked;
