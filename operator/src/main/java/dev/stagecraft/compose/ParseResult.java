package dev.stagecraft.compose;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** What became of a text that should be a Compose file. */
public sealed interface ParseResult {
    /** The file passed every check that needs nothing but the file. */
    record Parsed(ComposeFile file) implements ParseResult {
        public Parsed {
            requireNonNull(file, "file");
        }
    }

    /** Everything that is wrong at once, in document order of the checks; never empty. */
    record Rejected(List<ComposeProblem> problems) implements ParseResult {
        public Rejected {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("A rejected file has at least one problem.");
            }
        }
    }
}
