/**
 * The evaluate job: the groups of one batch for one slot, as one object that holds recorded samples and what the rules remember; then the
 * alerts that are due go to the routers. Start reading at {@link dev.narthex.jobs.evaluate.EvaluateFunction}.
 */
@NullMarked
package dev.narthex.jobs.evaluate;

import org.jspecify.annotations.NullMarked;
