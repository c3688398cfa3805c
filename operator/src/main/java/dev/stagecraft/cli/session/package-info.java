/**
 * What every command is given: the settings of the invocation, the console, and the ports to the outside, which are made on
 * first use. May import ports and pure packages, and no command.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.cli.session;
