/**
 * Reads SQL migration files: cut into statements, directives at the top, the risk of each statement. Pure: text in, values
 * out. What a file says wrong is a {@link dev.stagecraft.provider.migration.raw.sql.ScriptException} with its line; what the
 * database would refuse anyway is left to it. Where the text alone cannot tell, the answer is the more careful one.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.provider.migration.raw.sql;
