package dev.stagecraft.cli.init.earlier;

/**
 * Something that was not carried over.
 *
 * @param why in sentences, with what to do instead
 */
public record Lost(String path, int line, String why) {}
