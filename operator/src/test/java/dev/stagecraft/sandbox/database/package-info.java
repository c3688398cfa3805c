/** Real database servers in temporary directories, for tests: started once for each JVM, on loopback, ended with it. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.sandbox.database;
