package dev.narthex.alert.receiver.entry;

import dev.narthex.alert.notify.Dedup;
import dev.narthex.http.HttpClientConfig;

/** What every integration that speaks HTTP has. */
public record SendOptions(Dedup.Resolved sendResolved, HttpClientConfig http) {}
