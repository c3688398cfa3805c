package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/** How far the migrations of a database are: their number and the id of the last. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record DatabaseStatus(int applied, String last) {
    public DatabaseStatus {
        last = Guard.text(last);
    }
}
