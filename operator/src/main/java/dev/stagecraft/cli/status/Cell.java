package dev.stagecraft.cli.status;

import dev.stagecraft.cli.session.Style;
import java.util.Optional;

/** A piece of text and how it is set off. Control characters, which a host may have sent, become spaces. */
record Cell(String text, Optional<Style> style) {
    Cell {
        text = text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    }

    static Cell of(String text) {
        return new Cell(text, Optional.empty());
    }

    static Cell of(String text, Style style) {
        return new Cell(text, Optional.of(style));
    }

    /** A word of a state, in its colour. */
    static Cell state(String word) {
        return new Cell(word, Words.style(word));
    }

    int length() {
        return text.codePointCount(0, text.length());
    }

    /** The first characters, the last of them an ellipsis where there are more. */
    Cell cut(int most) {
        if (length() <= most) {
            return this;
        }
        return most <= 1
                ? new Cell("…", style)
                : new Cell(text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…", style);
    }
}
