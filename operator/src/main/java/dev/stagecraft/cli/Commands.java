package dev.stagecraft.cli;

import java.util.List;

/** Every command, in the order in which help lists them. */
final class Commands {
    static final List<Class<?>> ALL = List.of();

    private Commands() {}
}
