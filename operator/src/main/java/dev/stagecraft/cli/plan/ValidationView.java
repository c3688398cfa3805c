package dev.stagecraft.cli.plan;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/** What {@code validate} found, as other programs read it; spec/cli-plan.md describes every field. */
@JsonPropertyOrder({"valid", "documents", "notes"})
public record ValidationView(boolean valid, List<Document> documents, List<String> notes) {
    /** A document of this project. */
    @JsonPropertyOrder({"source", "line", "kind", "namespace", "name", "valid", "faults"})
    public record Document(
            String source, int line, String kind, String namespace, String name, boolean valid, List<Fault> faults) {}

    /**
     * Something that cannot stay as it is.
     *
     * @param path of the field; empty for the document as a whole
     * @param at file and line
     */
    @JsonPropertyOrder({"path", "at", "reason", "message"})
    public record Fault(String path, String at, String reason, String message) {}
}
