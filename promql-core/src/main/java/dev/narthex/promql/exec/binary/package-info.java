/** Binary operators: on scalars, on a vector and a scalar, and on two vectors that are matched by labels. */
@NullMarked
package dev.narthex.promql.exec.binary;

import org.jspecify.annotations.NullMarked;
