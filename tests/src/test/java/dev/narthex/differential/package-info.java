/**
 * The query engine against a deliberately simple evaluator: random data, random well-typed expressions of the whole language, both
 * answers compared, annotations included.
 *
 * <p>{@link dev.narthex.differential.ReferenceEvaluator} works step by step on lists of samples and shares nothing with the engine but the
 * parser and the data model; its native histograms ({@link dev.narthex.differential.ReferenceHistogram}) are maps from bucket to count.
 * {@link dev.narthex.differential.WholeLanguage} makes expressions, {@link dev.narthex.differential.SampleData} makes series;
 * {@link dev.narthex.differential.DifferentialTest} runs and shrinks, {@link dev.narthex.differential.StepByStepTest} compares a range with
 * its steps.
 */
package dev.narthex.differential;
