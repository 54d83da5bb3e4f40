package dev.narthex.local.alertmanager.cluster;

import java.io.IOException;

/** Somebody is not let in; the message says why. */
final class RefusedException extends IOException {
  private static final long serialVersionUID = 1L;

  RefusedException(String message) {
    super(message);
  }
}
