package dev.stagecraft.config;

/**
 * Where health and metrics are served.
 *
 * @param address an IP address; {@code 0.0.0.0} is every interface
 * @param port 0 to 65535; 0 takes a free one
 */
public record HttpSettings(String address, int port) {}
