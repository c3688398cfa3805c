package dev.stagecraft.compose;

import static dev.stagecraft.compose.ComposeProblem.Code.INVALID;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Labels by which the operator knows its containers, and which nobody else may set. */
final class ReservedLabels {
    static final String PREFIX = "dev.stagecraft.";
    static final String SENTENCE = "Labels that start with 'dev.stagecraft.' are set by the operator; remove yours.";

    private ReservedLabels() {}

    static List<ComposeProblem> problems(ComposeFile file) {
        List<ComposeProblem> problems = new ArrayList<>();
        for (ServiceDefinition service : file.services()) {
            JsonNode labels = service.definition().path("labels");
            labels.propertyStream()
                    .filter(label -> label.getKey().startsWith(PREFIX))
                    .forEach(_ -> problems.add(problem(file, service)));
            labels.valueStream()
                    .filter(label -> labels.isArray() && label.asText().startsWith(PREFIX))
                    .forEach(_ -> problems.add(problem(file, service)));
        }
        return problems;
    }

    private static ComposeProblem problem(ComposeFile file, ServiceDefinition service) {
        return file.lines().problem(INVALID, "services." + service.name() + ".labels", SENTENCE);
    }
}
