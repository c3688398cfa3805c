package dev.stagecraft.cli.completion;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a shell is told.
 *
 * @param candidates that begin with what is there already
 * @param directive what else the shell shall do
 */
record Answer(List<Candidate> candidates, Directive directive) {
    /** The numbers are those of Cobra, which kubectl reads. */
    enum Directive {
        /** Files, where there is no candidate. */
        FILES(0),
        /** The candidates and nothing else. */
        NO_FILES(4),
        /** Directories. */
        DIRECTORIES(16);

        private final int number;

        Directive(int number) {
            this.number = number;
        }
    }

    static Answer of(Stream<Candidate> candidates) {
        return new Answer(candidates.toList(), Directive.NO_FILES);
    }

    static Answer nothing() {
        return new Answer(List.of(), Directive.NO_FILES);
    }

    static Answer files() {
        return new Answer(List.of(), Directive.FILES);
    }

    static Answer directories() {
        return new Answer(List.of(), Directive.DIRECTORIES);
    }

    /** Only what the word may become, each with that before it. */
    Answer startingWith(String word, String before) {
        return new Answer(
                candidates.stream()
                        .filter(candidate -> candidate.text().startsWith(word))
                        .map(candidate -> new Candidate(before + candidate.text(), candidate.description()))
                        .toList(),
                directive);
    }

    /** As it is printed. */
    String text() {
        return candidates.stream().map(candidate -> candidate.line() + "\n").collect(Collectors.joining()) + ":"
                + directive.number + "\n";
    }
}
