package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * How far a database was when the release was served last, the state of the source that its files were read from, and what ran in
 * the release or under it.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ReleaseDatabase(String last, String source, List<ReleaseMigration> ran, int earlier, String earlierRisk) {
    public ReleaseDatabase {
        last = Guard.text(last);
        source = Guard.text(source);
        ran = Guard.list(ran);
        earlierRisk = Guard.text(earlierRisk);
    }
}
