/**
 * Which rule groups are evaluated together: groups of one interval are packed into batches, published like target sets. In go the groups of
 * a configuration version, out comes a {@link dev.narthex.jobs.rule.RuleSet}. Start reading at {@link dev.narthex.jobs.rule.BatchAssignment}.
 */
@NullMarked
package dev.narthex.jobs.rule;

import org.jspecify.annotations.NullMarked;
