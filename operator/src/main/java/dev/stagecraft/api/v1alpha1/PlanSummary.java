package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/** How many hosts and other things a plan creates, changes and destroys, and how many releases it makes. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record PlanSummary(int create, int change, int destroy, int release) {
    public static final PlanSummary NONE = new PlanSummary(0, 0, 0, 0);
}
