package dev.narthex.local.alertmanager.cluster;

import dev.narthex.tsdb.catalog.ControlState;
import dev.narthex.tsdb.catalog.ControlStateContract;
import dev.narthex.tsdb.catalog.MemoryControlState;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class SharedStateTest extends ControlStateContract {
  private Cluster host;
  private Cluster guest;

  @BeforeEach
  void meet() {
    host = Meeting.open("a", new MemoryControlState(), List.of());
    guest = Meeting.open("b", new MemoryControlState(), List.of(Meeting.address(host)));
  }

  @AfterEach
  void part() {
    guest.close();
    host.close();
  }

  @Override
  protected ControlState state() {
    return guest.state();
  }
}
