package dev.stagecraft.compose;

import java.util.OptionalInt;

/** Ends the reading of a document from any depth; never leaves {@link YamlReader}. */
final class YamlRefusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient ComposeProblem problem;

    YamlRefusal(ComposeProblem.Code code, String path, OptionalInt line, String message) {
        super(message, null, false, false);
        this.problem = new ComposeProblem(code, "", path, line, message);
    }

    ComposeProblem problem() {
        return problem;
    }
}
