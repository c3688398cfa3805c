package dev.stagecraft.release;

import static java.util.Objects.requireNonNull;

/**
 * Which commit is released. A branch that moves on changes nothing by itself: the ref is looked up again only when the spec names
 * another source or version, or somebody asks.
 *
 * @param of fingerprint of what of the spec decides which commit it is
 * @param ref as the spec has it
 * @param commit full id
 */
public record SourceMark(String of, String ref, String commit) {
    public SourceMark {
        requireNonNull(of, "of");
        requireNonNull(ref, "ref");
        requireNonNull(commit, "commit");
    }
}
