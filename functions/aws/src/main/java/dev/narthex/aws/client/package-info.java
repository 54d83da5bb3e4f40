/** Clients of the AWS SDK as Lambda likes them: few classes, no background threads, nothing that a snapshot may not keep. */
@NullMarked
package dev.narthex.aws.client;

import org.jspecify.annotations.NullMarked;
