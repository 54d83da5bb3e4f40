package dev.narthex.local.alertmanager.cluster;

/**
 * A router of a cluster.
 *
 * @param address {@code HOST:PORT} where others join it
 */
public record Member(String name, String address) {}
