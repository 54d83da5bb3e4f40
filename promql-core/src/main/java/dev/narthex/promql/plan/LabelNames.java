package dev.narthex.promql.plan;

/** Which names a label may have: any text but the empty one that is valid UTF-8 (no lone surrogate). */
public final class LabelNames {
  private LabelNames() {}

  public static boolean isValid(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isHighSurrogate(name.charAt(i)) && i + 1 < name.length() && Character.isLowSurrogate(name.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(name.charAt(i))) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
