package dev.narthex.local.server;

import dev.narthex.jobs.assembly.Parts;
import dev.narthex.jobs.assembly.Ports;

public final class LocalParts {
  private LocalParts() {}

  public static Parts of(Ports ports) {
    throw new IllegalStateException("storage is not wired yet: " + ports.hostname());
  }
}
