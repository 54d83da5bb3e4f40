/**
 * Who may ask: {@link dev.narthex.aws.authorize.TokenList} judges the Authorization header of an API call by salted hashes out of
 * Secrets Manager, {@link dev.narthex.aws.authorize.Verdicts} reads the events of API Gateway's authorizers and words the answer.
 */
@NullMarked
package dev.narthex.aws.authorize;

import org.jspecify.annotations.NullMarked;
