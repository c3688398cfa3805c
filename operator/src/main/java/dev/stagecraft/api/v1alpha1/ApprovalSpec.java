package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Which plans wait for a person: {@code Automatic}, {@code Destructive} or {@code Always}; and the id of the plan
 * that is approved.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record ApprovalSpec(String policy, String planId) {
    public static final ApprovalSpec DEFAULT = new ApprovalSpec("", "");

    public ApprovalSpec {
        policy = Guard.text(policy, "Destructive");
        planId = Guard.text(planId);
    }
}
