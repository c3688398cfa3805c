package dev.stagecraft.dotenv;

import java.util.List;

/** A dotenv file, as Compose reads an {@code env_file}; where the two differ is in {@code spec/environment.md}. */
public sealed interface Dotenv {
    /** Reads a file. Every text has an answer, and the same text the same one. */
    static Dotenv parse(String text) {
        return DotenvParser.parse(text);
    }

    /** All that the file says, in its order; a name may come more than once, and then the last one counts. */
    record Entries(List<DotenvEntry> entries) implements Dotenv {
        public Entries {
            entries = List.copyOf(entries);
        }
    }

    /** Not to be used; at least one problem, in the order of the lines. */
    record Invalid(List<DotenvProblem> problems) implements Dotenv {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}
