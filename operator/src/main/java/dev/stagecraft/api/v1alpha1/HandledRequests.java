package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/** The tokens of the requests, by annotation or in the spec, that were handled; each is handled once. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record HandledRequests(
        String approve,
        String rollbackTo,
        String retry,
        String migrate,
        String reconcile,
        String rollbackToSpec,
        List<String> migrated) {
    /** Nothing was asked for yet. */
    public static final HandledRequests EMPTY = new HandledRequests("", "", "", "", "", "", List.of());

    public HandledRequests {
        approve = Guard.text(approve);
        rollbackTo = Guard.text(rollbackTo);
        retry = Guard.text(retry);
        migrate = Guard.text(migrate);
        reconcile = Guard.text(reconcile);
        rollbackToSpec = Guard.text(rollbackToSpec);
        migrated = Guard.list(migrated);
    }
}
