/**
 * A template engine that behaves as Go's {@code text/template}, because rule annotations, notification texts and consoles are
 * written for it. In go a source text, a table of functions and a {@link dev.narthex.template.Value}; out comes text, or a
 * {@link dev.narthex.template.TemplateException} with the template's name, line and column in Go's form.
 *
 * <p>Differences: values are a closed set of types (no reflection), output, steps and nesting are bounded, and HTML mode escapes by
 * context for text, attributes and URLs but refuses actions inside script and style elements. Start at
 * {@link dev.narthex.template.TemplateSet}.
 */
@NullMarked
package dev.narthex.template;

import org.jspecify.annotations.NullMarked;
