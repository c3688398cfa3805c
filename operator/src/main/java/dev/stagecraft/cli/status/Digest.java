package dev.stagecraft.cli.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code status} shows of a resource, made for people and for programs alike: {@code -o json} is this record. Times are in
 * ISO 8601; what there is nothing of is left out.
 *
 * @param state the word for people: see the status page; {@code Pending} where it was never looked at
 * @param observed whether the operator has seen the resource as it is now
 * @param deletingSince when its deletion was asked for
 * @param version what the spec asks for
 * @param release the newest one
 * @param failedBefore the one that a rollback came after, where it failed
 * @param plan the one that waits or runs, or failed
 * @param steps of that plan, as far as they run or failed
 * @param conditions those that are not as they should be
 * @param next what gets on, the first thing first
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Digest(
        String name,
        String namespace,
        String project,
        String environment,
        String state,
        boolean observed,
        boolean suspended,
        @Nullable String deletingSince,
        String version,
        @Nullable Serving serving,
        @Nullable Release release,
        @Nullable Release failedBefore,
        @Nullable Plan plan,
        List<Step> steps,
        List<Host> hosts,
        List<Trouble> conditions,
        List<Difference> drift,
        List<Database> databases,
        @Nullable Hold hold,
        String waitingFor,
        List<Next> next) {

    /** What serves. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Serving(
            String release,
            long revision,
            String version,
            @Nullable String since) {}

    /** A release as the status has it, with the hooks that ended. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Release(
            String id,
            long revision,
            String type,
            String version,
            String state,
            @Nullable String startedAt,
            @Nullable String finishedAt,
            String reason,
            String message,
            List<Phase> phases,
            List<ReleaseDigest.Hook> hooks) {}

    /** One of the six phases; {@code state} is the word of the API. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Phase(
            String name,
            String state,
            @Nullable String startedAt,
            @Nullable String finishedAt,
            String message) {}

    /** How many things a plan touches, and whether it waits. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Plan(String id, String state, String risk, int create, int change, int destroy) {}

    /** A step that runs or failed. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Step(String description, String state, String message) {}

    /** A host; {@code release} is what runs there. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Host(String name, String role, String address, String state, String release, String message) {}

    /** A condition that is not as it should be. */
    record Trouble(String type, String status, String reason, String message) {}

    /** A difference between a host and its release. */
    record Difference(String target, String kind, String message) {}

    /** A database; {@code note} says what keeps pending migrations from being run. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Database(String name, int applied, int pending, String last, String note) {}

    /** Why a release serves against the spec. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Hold(String release, String reason, @Nullable String since) {}

    /**
     * What gets on.
     *
     * @param reason the word that it was found by; may be empty
     * @param runbook the section that says it at length; empty where nothing is to be done
     * @param advice a sentence without its end
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    record Next(String reason, String runbook, String advice, String command) {}
}
