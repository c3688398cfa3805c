/**
 * The engine {@code raw}: SQL files in order, over JDBC, on PostgreSQL, MySQL/MariaDB and SQLite.
 * Rule: what was done is known from the ledger in the database alone; a driver's words are cleaned before they go anywhere.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.provider.migration.raw;
