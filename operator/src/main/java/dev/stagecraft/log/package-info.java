/**
 * The shape of log lines. Rule: fixed keys, one line a record, and every text passes the sanitiser before it leaves.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.log;
