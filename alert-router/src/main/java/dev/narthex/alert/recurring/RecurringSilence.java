package dev.narthex.alert.recurring;

import dev.narthex.alert.silence.Silence;
import dev.narthex.model.LabelMatcher;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A silence that comes back by the calendar.
 *
 * @param name unique in the file
 * @param matchers all must match; at least one does not match the empty string
 * @param zone whose clocks the windows go by
 */
public record RecurringSilence(String name, List<LabelMatcher> matchers, String comment, ZoneId zone, List<Window> windows) {
  /** The author of all of them, where silences are shown. */
  public static final String AUTHOR = "narthex.yml";

  /** The annotation that carries the name. */
  public static final String ANNOTATION = "recurring_silence";

  public RecurringSilence {
    matchers = List.copyOf(matchers);
    windows = List.copyOf(windows);
  }

  /** What is in force at a moment: one silence an occurrence, each with an id of its own that is the same in every process. */
  public List<Silence> inForce(Instant now) {
    return windows.stream().flatMap(window -> window.at(now, zone).stream()).distinct().map(this::silence).toList();
  }

  private Silence silence(Window.Occurrence o) {
    String id = UUID.nameUUIDFromBytes((name + "\0" + o.start() + "\0" + o.end()).getBytes(StandardCharsets.UTF_8)).toString();
    return new Silence(id, matchers, o.start(), o.end(), o.start(), AUTHOR, comment.isEmpty() ? name : comment, Map.of(ANNOTATION, name), 0);
  }
}
