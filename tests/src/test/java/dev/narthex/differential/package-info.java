/**
 * The query engine against a deliberately simple evaluator: random data, random well-typed expressions, both answers compared.
 *
 * <p>{@link dev.narthex.differential.ReferenceEvaluator} works step by step on lists of samples and shares nothing with the engine
 * but the parser. {@link dev.narthex.differential.ExpressionGenerator} makes expressions, {@link dev.narthex.differential.DataGenerator}
 * makes series; {@link dev.narthex.differential.DifferentialTest} runs and shrinks.
 */
package dev.narthex.differential;
