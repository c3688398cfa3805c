package dev.stagecraft.compose;

import java.util.List;
import java.util.Set;

/** The variables that Compose on the host will ask for. */
public final class VariableCheck {
    private VariableCheck() {}

    /** Every place that needs a variable which is not among the names and has no default; images excepted. */
    public static List<ComposeProblem> undefined(ComposeFile file, Set<String> definedNames) {
        throw new UnsupportedOperationException("lands with the next commit");
    }

    /** Every name that the file mentions, with or without a default; images excepted. */
    public static Set<String> names(ComposeFile file) {
        throw new UnsupportedOperationException("lands with the next commit");
    }
}
