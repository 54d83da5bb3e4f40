/**
 * The variables of a function. {@link dev.narthex.aws.environment.Variable} is the one list of their names; Terraform and the
 * documentation are tested against it. {@link dev.narthex.aws.environment.FunctionEnvironment} reads them and says what is wrong.
 */
@NullMarked
package dev.narthex.aws.environment;

import org.jspecify.annotations.NullMarked;
