package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The commit that is released. It stays the one that {@code ref} named when it was first read for {@code of}, so that a branch
 * that moves on changes nothing until somebody asks.
 *
 * @param of fingerprint of what of the spec decides which commit it is
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record SourceStatus(String of, String ref, String commit) {
    public SourceStatus {
        of = Guard.text(of);
        ref = Guard.text(ref);
        commit = Guard.text(commit);
    }
}
