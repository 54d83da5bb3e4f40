package dev.narthex.edge;

import java.util.Random;

/** What goes wrong, by seed: of all deliveries some fail after they ran, some fail before, some come twice, some late. */
class Faults {
  /** What happens to one delivery. */
  enum Fate {
    /** All is well. */
    WELL,
    /** The batch is delivered, and delivered again at once. */
    TWICE,
    /** The function runs, but its answer is lost: the queue delivers again. */
    ANSWER_LOST,
    /** The function is not reached: the queue delivers again. */
    NOT_REACHED,
    /** The delivery waits a second. */
    LATE
  }

  private final Random random;

  Faults(long seed) {
    random = new Random(seed);
  }

  /** Nothing goes wrong. */
  static Faults none() {
    return new Faults(0) {
      @Override
      Fate next() {
        return Fate.WELL;
      }
    };
  }

  synchronized Fate next() {
    int dice = random.nextInt(20);
    return switch (dice) {
      case 0, 1 -> Fate.TWICE;
      case 2, 3 -> Fate.ANSWER_LOST;
      case 4, 5 -> Fate.NOT_REACHED;
      case 6, 7 -> Fate.LATE;
      default -> Fate.WELL;
    };
  }
}
