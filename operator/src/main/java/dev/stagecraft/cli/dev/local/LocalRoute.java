package dev.stagecraft.cli.dev.local;

/**
 * A name and who answers to it.
 *
 * @param service of the compose file
 * @param name the host's name in the URL
 * @param port that the service's process listens on, on this machine
 */
public record LocalRoute(String service, String name, int port) {}
