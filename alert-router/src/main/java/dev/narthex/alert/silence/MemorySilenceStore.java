package dev.narthex.alert.silence;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Silences in memory, for tests and for runs without a data folder. */
public final class MemorySilenceStore implements SilenceStore {
  private final Map<String, Silence> silences = new HashMap<>();

  @Override
  public synchronized Optional<Silence> get(String id) {
    return Optional.ofNullable(silences.get(id));
  }

  @Override
  public synchronized List<Silence> all() {
    return List.copyOf(silences.values());
  }

  @Override
  public synchronized boolean put(Silence silence) {
    long stored = get(silence.id()).map(Silence::version).orElse(0L);
    if (stored != silence.version() - 1) {
      return false;
    }
    silences.put(silence.id(), silence);
    return true;
  }

  @Override
  public synchronized void remove(String id) {
    silences.remove(id);
  }
}
