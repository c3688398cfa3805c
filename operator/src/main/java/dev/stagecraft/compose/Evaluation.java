package dev.stagecraft.compose;

import dev.stagecraft.template.Template;
import java.util.ArrayList;
import java.util.List;

/** What came of replacing the variables of one string; filled by {@link Template#evaluate}. */
final class Evaluation implements Template.Sink {
    private final StringBuilder text = new StringBuilder();
    private final List<Obstacle> obstacles = new ArrayList<>();

    /** A variable that could not be replaced, and the sentence that says why. */
    record Obstacle(ComposeProblem.Code code, String message) {}

    @Override
    public void append(String more) {
        text.append(more);
    }

    @Override
    public void undefined(String name, String authorsWords) {
        String sentence = authorsWords.isBlank()
                ? "The variable %s has no value here; define it in env or envFrom, or give it a default."
                        .formatted(name)
                : "The variable %s has no value here: %s.".formatted(name, authorsWords);
        obstacles.add(new Obstacle(ComposeProblem.Code.UNDEFINED_VARIABLE, sentence));
    }

    @Override
    public void secret(String name) {
        obstacles.add(new Obstacle(
                ComposeProblem.Code.SECRET_VARIABLE,
                "The variable %s comes from a Secret, and an image name is stored and shown; take it from a ConfigMap or env."
                        .formatted(name)));
    }

    /** Only meaningful without obstacles. */
    String text() {
        return text.toString();
    }

    List<Obstacle> obstacles() {
        return List.copyOf(obstacles);
    }
}
