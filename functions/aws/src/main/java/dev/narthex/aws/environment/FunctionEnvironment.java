package dev.narthex.aws.environment;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The variables of one function. A value that is empty counts as absent. */
public final class FunctionEnvironment {
  private final Map<Variable, String> values = new EnumMap<>(Variable.class);

  /** Reads the variables out of a process environment; other entries are left alone. */
  public FunctionEnvironment(Map<String, String> process) {
    for (Variable variable : Variable.values()) {
      String value = process.get(variable.name());
      if (value != null && !value.isBlank()) {
        values.put(variable, value);
      }
    }
  }

  /**
   * The value of a variable.
   *
   * @throws IllegalStateException when it is not set
   */
  public String require(Variable variable) {
    return find(variable).orElseThrow(
        () -> new IllegalStateException("the environment variable " + variable + " is not set: it holds " + variable.meaning()));
  }

  /** The value of a variable, if it is set. */
  public Optional<String> find(Variable variable) {
    return Optional.ofNullable(values.get(variable));
  }
}
