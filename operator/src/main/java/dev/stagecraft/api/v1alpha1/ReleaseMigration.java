package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/** A migration that ran in a release or under it, and its risk. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReleaseMigration(String id, String risk) {
    public ReleaseMigration {
        id = Guard.text(id);
        risk = Guard.text(risk);
    }
}
