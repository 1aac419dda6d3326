package dev.surprisal.notification;

import dev.surprisal.delivery.DeliveryException;
import dev.surprisal.notification.NotificationSpec.When;

/** A way to somebody. */
interface Channel {

  /** Where it leads, as far as it may be shown. */
  String name();

  /** When a message is sent. */
  When when();

  /** Tries once. */
  void send(Message message) throws DeliveryException;
}
