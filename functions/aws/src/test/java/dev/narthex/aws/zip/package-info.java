/** The packaged zip, run as Lambda runs it: see {@link dev.narthex.aws.zip.LambdaZipIT}. */
@NullMarked
package dev.narthex.aws.zip;

import org.jspecify.annotations.NullMarked;
