/**
 * Strict YAML with places: text goes in, an immutable tree of {@link dev.narthex.yaml.YamlNode}s comes out, and {@link dev.narthex.yaml.MappingReader}
 * turns mappings into config records. Every complaint is a {@link dev.narthex.yaml.ConfigException} that reads {@code file:line: sentence}:
 * unknown keys, keys given twice, wrong kinds, too much input. {@link dev.narthex.yaml.YamlPrinter} writes trees back.
 *
 * <p>Start at {@link dev.narthex.yaml.YamlParser#parse}, then {@link dev.narthex.yaml.MappingReader#read}.
 */
@NullMarked
package dev.narthex.yaml;

import org.jspecify.annotations.NullMarked;
