package dev.narthex.api;

/**
 * Whose data a request asks for.
 *
 * @param name 1 to 150 of {@code a-z A-Z 0-9 ! - _ . * ' ( )}, neither {@code .} nor {@code ..} (Mimir's rule, so that agents that
 *     send {@code X-Scope-OrgID} need no change)
 */
public record Tenant(String name) {
  /** The header that names the tenant. */
  public static final String HEADER = "X-Scope-OrgID";

  /** The tenant of requests that name none. */
  public static final Tenant DEFAULT = new Tenant("default");

  private static final int MAX_LENGTH = 150;

  /**
   * @throws IllegalArgumentException with one sentence when the name breaks the rule
   */
  public Tenant {
    if (name.isEmpty() || name.length() > MAX_LENGTH || name.equals(".") || name.equals("..")) {
      throw new IllegalArgumentException("tenant name in " + HEADER + " must have 1 to 150 characters and be neither . nor ..");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean alphanumeric = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!alphanumeric && "!-_.*'()".indexOf(c) < 0) {
        throw new IllegalArgumentException("tenant name in " + HEADER + " holds an unsupported character at position " + (i + 1));
      }
    }
  }
}
