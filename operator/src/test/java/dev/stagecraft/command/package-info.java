/** Tests of commands as data and of their quoting; a real shell is the judge. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.command;
