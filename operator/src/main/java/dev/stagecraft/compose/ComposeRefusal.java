package dev.stagecraft.compose;

import java.util.List;

/** Ends the loading of a file from any depth; never leaves this package. */
final class ComposeRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<ComposeProblem> problems;

    ComposeRefusal(List<ComposeProblem> problems) {
        super(null, null, false, false);
        this.problems = List.copyOf(problems);
    }

    ComposeRefusal(ComposeProblem problem) {
        this(List.of(problem));
    }

    List<ComposeProblem> problems() {
        return problems;
    }
}
