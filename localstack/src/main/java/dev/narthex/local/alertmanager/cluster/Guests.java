package dev.narthex.local.alertmanager.cluster;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** The members that joined this one, and who of them is to hear of a change. */
final class Guests {
  /** One that joined; something is put into its queue when the list changes. */
  record Guest(Member member, BlockingQueue<Boolean> changes) {}

  private final List<Guest> guests = new CopyOnWriteArrayList<>();

  Guest add(Member member) {
    Guest guest = new Guest(member, new LinkedBlockingQueue<>());
    guests.add(guest);
    tell();
    return guest;
  }

  void remove(Guest guest) {
    guests.removeIf(other -> other == guest);
    tell();
  }

  private void tell() {
    guests.forEach(guest -> guest.changes.add(true));
  }

  List<Member> members() {
    return guests.stream().map(Guest::member).distinct().toList();
  }
}
