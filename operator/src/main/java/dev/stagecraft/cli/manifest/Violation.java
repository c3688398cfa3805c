package dev.stagecraft.cli.manifest;

/**
 * Something in a document that cannot stay as it is.
 *
 * @param path of the field, such as {@code spec.hosts[0].role}; empty for the document as a whole
 * @param reason CamelCase, as in conditions
 * @param message what is wrong with it, and what to do
 */
public record Violation(String path, String reason, String message) {}
