package dev.stagecraft.dotenv;

import java.util.Optional;

/**
 * A value that a name is given.
 *
 * @param number tells it from every other
 * @param before the one that this replaces, which is what the name stands for within its own value
 */
record Definition(int number, Layer layer, DotenvEntry entry, Optional<Definition> before) {
    String name() {
        return entry.name();
    }

    Interpolated.Fault fault(String message) {
        return new Interpolated.Fault(layer.place(), entry.line(), message);
    }
}
