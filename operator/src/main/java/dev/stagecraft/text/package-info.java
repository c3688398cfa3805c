/** Comparing texts. Pure; imports nothing of ours. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.text;
