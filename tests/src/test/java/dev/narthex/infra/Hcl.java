package dev.narthex.infra;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A Terraform file as a tree. Blocks, attributes, objects, lists and literals are told apart; of every other expression (calls,
 * conditions, references) the words are kept as {@link Word}s beside the nodes between them, for nothing here evaluates anything.
 */
sealed interface Hcl {
  /** A quoted string or heredoc, templates left as written. */
  record Text(String value) implements Hcl {}

  /** A name, number or operator. */
  record Word(String value) implements Hcl {}

  /** {@code [a, b]}, {@code (a, b)}, an expression of several nodes, or an object made by {@code for}. */
  record Group(List<Hcl> parts) implements Hcl {}

  /** {@code { key = value }}. */
  record Members(Map<String, Hcl> values) implements Hcl {}

  /** A block's or a file's content. */
  record Body(Map<String, Hcl> attributes, List<Block> blocks) {
    Stream<Block> blocks(String type) {
      return blocks.stream().filter(block -> block.type.equals(type));
    }

    /** The block of this type, under which {@code dynamic "type"} counts too, with its content. */
    Stream<Body> nested(String type) {
      return Stream.concat(blocks(type).map(Block::body),
          blocks("dynamic").filter(block -> block.labels.equals(List.of(type))).flatMap(block -> block.body.blocks("content")).map(Block::body));
    }

    /** Every expression in it, at any depth. */
    Stream<Hcl> expressions() {
      return Stream.concat(attributes.values().stream(), blocks.stream().flatMap(block -> block.body.expressions()));
    }
  }

  /** {@code type "label" { … }}. */
  record Block(String type, List<String> labels, Body body) {
    String name() {
      return String.join(".", labels);
    }
  }

  /** This node and all below it. */
  default Stream<Hcl> all() {
    return Stream.concat(Stream.of(this), switch (this) {
      case Text ignored -> Stream.empty();
      case Word ignored -> Stream.empty();
      case Group(List<Hcl> parts) -> parts.stream().flatMap(Hcl::all);
      case Members(Map<String, Hcl> values) -> values.values().stream().flatMap(Hcl::all);
    });
  }

  /** All strings in it. */
  default List<String> texts() {
    return all().filter(Text.class::isInstance).map(node -> ((Text) node).value).toList();
  }

  /** What was written, words and strings with a space between them. */
  default String source() {
    List<String> words = new ArrayList<>();
    all().forEach(node -> {
      switch (node) {
        case Text(String value) -> words.add('"' + value + '"');
        case Word(String value) -> words.add(value);
        case Group ignored -> {}
        case Members(Map<String, Hcl> values) -> words.addAll(values.keySet());
      }
    });
    return String.join(" ", words);
  }

  /** An empty map that keeps the order in which things are written. */
  static Map<String, Hcl> members() {
    return new LinkedHashMap<>();
  }
}
