/**
 * JSON as receivers' bodies need it: trees of maps, lists, texts, numbers and {@link dev.narthex.alert.json.Json#NULL}. In go such a
 * tree or a text; out comes the other. Start at {@link dev.narthex.alert.json.Json}.
 */
@NullMarked
package dev.narthex.alert.json;

import org.jspecify.annotations.NullMarked;
