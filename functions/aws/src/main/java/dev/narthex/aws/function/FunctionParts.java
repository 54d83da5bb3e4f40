package dev.narthex.aws.function;

import dev.narthex.jobs.assembly.Parts;
import dev.narthex.jobs.assembly.Ports;

final class FunctionParts {
  private FunctionParts() {}

  static Parts of(Ports ports) {
    throw new IllegalStateException("storage is not wired yet: " + ports.hostname());
  }
}
