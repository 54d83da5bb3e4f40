package dev.narthex.promql.exec;

/**
 * Where an operator writes the floats of one row after another: into one array where each row is forgotten before the next one comes, so
 * that it stays in the processor's cache, else into a fresh array each. One for each portion.
 */
public final class RowRoom {
  private final boolean fresh;
  private double[] floats = {};

  /** @param fold what takes the rows */
  public RowRoom(Fold<?> fold) {
    fresh = fold.keepsRows();
  }

  /** An array for the floats of a row, with anything in it. What stood in the one before is lost. */
  public double[] floats(int steps) {
    if (fresh || floats.length != steps) {
      floats = new double[steps];
    }
    return floats;
  }
}
