package dev.stagecraft.cli.release;

/** What was asked for, and by what its end is known. */
sealed interface Goal {
    /** @param version the spec's version from that generation of the resource on */
    record Deploy(String version, long generation) implements Goal {}

    /** @param to the release whose inputs are to be served again */
    record Rollback(String to) implements Goal {}

    /** @param token the annotation's value */
    record Retry(String token) implements Goal {}

    /** @param planId of the plan that may run */
    record Approve(String planId) implements Goal {}

    /** The end of the resource. */
    record Delete() implements Goal {}
}
