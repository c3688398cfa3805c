package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How far the migrations of a database are: their number, the id of the last, how many are pending, the fingerprint of the
 * files that this was found with, and what keeps pending ones from being run.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DatabaseStatus(int applied, String last, int pending, String sourceHash, String note) {
    public DatabaseStatus {
        last = Guard.text(last);
        sourceHash = Guard.text(sourceHash);
        note = Guard.text(note);
    }
}
