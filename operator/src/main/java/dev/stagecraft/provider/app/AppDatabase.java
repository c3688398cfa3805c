package dev.stagecraft.provider.app;

/**
 * A database of the resource, as far as an image may know it.
 *
 * @param name under {@code spec.databases}
 * @param hasMigrations whether the resource says where its migrations come from
 */
public record AppDatabase(String name, boolean hasMigrations) {}
