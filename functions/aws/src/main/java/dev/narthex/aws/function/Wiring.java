package dev.narthex.aws.function;

import dev.narthex.jobs.Narthex;

/** Builds what the handlers stand on. */
final class Wiring {
  private Wiring() {}

  static Wiring ofThisFunction() {
    throw new IllegalStateException("not wired yet");
  }

  Narthex narthex() {
    throw new IllegalStateException("not wired yet");
  }
}
