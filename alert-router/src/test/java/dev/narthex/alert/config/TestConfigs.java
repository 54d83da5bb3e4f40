package dev.narthex.alert.config;

import dev.narthex.alert.matcher.MatcherMode;
import dev.narthex.alert.receiver.ReceiverKind;
import dev.narthex.model.PromDuration;
import java.util.List;

/** Configurations for tests, with a kind of receiver of the test's own. */
public final class TestConfigs {
  private TestConfigs() {}

  public static AlertmanagerConfig read(String yaml, ReceiverKind kind) {
    return new AlertmanagerReader(MatcherMode.FALLBACK, PromDuration.ofSeconds(432_000), List.of(kind)).read("alertmanager.yml", yaml);
  }
}
