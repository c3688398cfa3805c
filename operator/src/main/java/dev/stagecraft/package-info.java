/** The composition root: everything the operator is made of is wired here by hand. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft;
