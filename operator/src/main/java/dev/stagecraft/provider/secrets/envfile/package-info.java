/**
 * A dotenv file in a checkout as the other place for a Secret.
 * Rule: the file and the Secret are made from each other by pure functions; only the workplace reads and writes.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.provider.secrets.envfile;
