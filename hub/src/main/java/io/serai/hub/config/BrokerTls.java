package io.serai.hub.config;

/**
 * How a broker is believed, and how the hub shows itself to it: files in PEM.
 *
 * @param ca the certificates of the broker's authority; empty means those that this JVM trusts
 * @param own what the hub shows, where the broker asks for it
 */
public record BrokerTls(String ca, PemPair own) {}
