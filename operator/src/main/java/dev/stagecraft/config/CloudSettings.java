package dev.stagecraft.config;

import java.net.URI;
import java.time.Duration;

/**
 * How clouds are reached and how often they are listed.
 *
 * @param digitalOceanUrl base of the API, without a path that ends in a slash
 * @param allowLoopbackHosts lets static hosts have loopback addresses, which only a sandbox wants
 */
public record CloudSettings(URI digitalOceanUrl, Duration pollInterval, boolean allowLoopbackHosts) {}
