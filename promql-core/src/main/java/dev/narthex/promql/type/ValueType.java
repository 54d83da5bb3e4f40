package dev.narthex.promql.type;

/** What an expression evaluates to. */
public enum ValueType {
  NONE("none", "none"),
  SCALAR("scalar", "scalar"),
  VECTOR("vector", "instant vector"),
  MATRIX("matrix", "range vector"),
  STRING("string", "string");

  private final String wireName;
  private final String documentedName;

  ValueType(String wireName, String documentedName) {
    this.wireName = wireName;
    this.documentedName = documentedName;
  }

  /** The name in API answers ({@code resultType}). */
  public String wireName() {
    return wireName;
  }

  /** The name in error messages and the manual. */
  public String documentedName() {
    return documentedName;
  }
}
