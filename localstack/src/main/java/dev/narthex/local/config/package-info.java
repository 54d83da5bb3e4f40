/**
 * The configuration of one process: a file that is read again on request, and swapped only when it is valid.
 */
@NullMarked
package dev.narthex.local.config;

import org.jspecify.annotations.NullMarked;
