package dev.narthex.alert.receiver;

import dev.narthex.alert.receiver.http.HttpTransport;
import dev.narthex.alert.template.NotificationTemplates;
import dev.narthex.net.AddressPolicy;
import dev.narthex.secret.SecretSource;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What receivers send with.
 *
 * @param http the one way out over HTTP; checks addresses
 * @param addresses which addresses receivers that open sockets themselves (mail) may reach
 * @param randomBits 64 random bits a call, for message ids
 */
public record ReceiverServices(
    HttpTransport http,
    TopicPublisher topics,
    SecretSource secrets,
    AddressPolicy addresses,
    NotificationTemplates templates,
    InstantSource clock,
    LongSupplier randomBits) {}
