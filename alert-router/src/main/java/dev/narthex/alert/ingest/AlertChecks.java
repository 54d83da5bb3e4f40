package dev.narthex.alert.ingest;

import dev.narthex.alert.matcher.MatcherMode;
import dev.narthex.model.GoQuote;
import dev.narthex.model.Labels;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Whether an alert can be taken. Sentences as Alertmanager words them. */
final class AlertChecks {
  /** Labels and annotations together: what fits into one item of a table with room to spare. */
  private static final int MAX_BYTES = 256 * 1024;
  /** Of a character of Java in UTF-8. */
  private static final int MAX_BYTES_PER_CHARACTER = 3;

  private final MatcherMode mode;

  AlertChecks(MatcherMode mode) {
    this.mode = mode;
  }

  /** Why an alert is refused; empty when it is fine. */
  Optional<String> refusal(Labels labels, Labels annotations, Instant startsAt, Instant endsAt) {
    if (labels.isEmpty()) {
      return Optional.of("invalid label set: at least one label pair required");
    }
    Optional<String> bad = badName(labels, "label").or(() -> badName(annotations, "annotation"));
    if (bad.isPresent()) {
      return bad;
    }
    if (endsAt.isBefore(startsAt)) {
      return Optional.of("start time must be before end time");
    }
    if (characters(labels) + characters(annotations) <= MAX_BYTES / MAX_BYTES_PER_CHARACTER) {
      return Optional.empty();
    }
    int bytes = size(labels) + size(annotations);
    return bytes <= MAX_BYTES
        ? Optional.empty()
        : Optional.of("alert is too large: its labels and annotations have " + bytes + " bytes, at most " + MAX_BYTES + " are taken");
  }

  private Optional<String> badName(Labels labels, String what) {
    for (String name : labels.names()) {
      boolean valid = mode == MatcherMode.CLASSIC ? GoQuote.isLegacyLabelName(name) : !name.isEmpty();
      if (!valid) {
        return Optional.of("invalid " + what + " set: invalid name " + GoQuote.quote(name));
      }
    }
    return Optional.empty();
  }

  private static int characters(Labels labels) {
    int characters = 0;
    for (int i = 0; i < labels.size(); i++) {
      characters += labels.name(i).length() + labels.value(i).length();
    }
    return characters;
  }

  private static int size(Labels labels) {
    int bytes = 0;
    for (int i = 0; i < labels.size(); i++) {
      bytes += labels.name(i).getBytes(StandardCharsets.UTF_8).length + labels.value(i).getBytes(StandardCharsets.UTF_8).length;
    }
    return bytes;
  }
}
