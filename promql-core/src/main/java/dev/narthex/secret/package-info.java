/**
 * Secrets that configurations hold or name. {@link dev.narthex.secret.Secret} is what a config record keeps: a value or a reference;
 * {@link dev.narthex.secret.SecretSource} is the port that fetches what a reference names, at the time of use. Nothing here prints a secret.
 */
@NullMarked
package dev.narthex.secret;

import org.jspecify.annotations.NullMarked;
