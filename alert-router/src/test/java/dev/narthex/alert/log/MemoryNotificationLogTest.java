package dev.narthex.alert.log;

class MemoryNotificationLogTest extends NotificationLogContract {
  private final MemoryNotificationLog log = new MemoryNotificationLog();

  @Override
  protected NotificationLog log() {
    return log;
  }
}
