/**
 * Droplets, over DigitalOcean's HTTP API and nothing but the JDK's client.
 * Rule: a request is sent once and answered with a value or a {@code CloudException}; nothing here sleeps, and the token
 * goes to the configured origin only.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.provider.cloud.digitalocean;
