/** The manual pages, written from the same model that help is written from. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.cli.manual;
