package dev.stagecraft.plan;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** What a step does, and how long it may take in all before it counts as failed (no step is without a deadline). */
public enum StepKind {
    /** Creates a machine, or adopts the one that an earlier attempt created. */
    CREATE_HOST("CreateHost", Duration.ofMinutes(15)),
    /** Makes Docker Engine and Compose usable on a host and claims the host for the resource. */
    BOOTSTRAP_HOST("BootstrapHost", Duration.ofMinutes(20)),
    /** Deletes a machine of this resource. */
    DELETE_HOST("DeleteHost", Duration.ofMinutes(10)),
    /** Takes the project's containers off a host that stays. */
    CLEAR_HOST("ClearHost", Duration.ofMinutes(10)),
    /** Writes the release object and the environment bundle. */
    RECORD_RELEASE("RecordRelease", Duration.ofMinutes(5)),
    /** Makes an image of the source, unless one of that content exists; the time that the resource allows comes on top. */
    BUILD_IMAGE("BuildImage", Duration.ofMinutes(10)),
    /** Makes the release's tag name the image. */
    PUSH_IMAGE("PushImage", Duration.ofMinutes(10)),
    /** Completes the release object with the digests of the images that were built. */
    PIN_RELEASE("PinRelease", Duration.ofMinutes(5)),
    /** Puts the release's files on a host, lets Compose check them and pulls the images. */
    PREPARE_HOST("PrepareHost", Duration.ofMinutes(30)),
    /** Starts the accessories of a host that are absent, where migrations may need them before the rollout. */
    START_ACCESSORIES("StartAccessories", Duration.ofMinutes(20)),
    /** Runs the pending migrations of a database, as far as the plan goes. */
    MIGRATE_DATABASE("MigrateDatabase", Duration.ofHours(1)),
    /** Runs a command of the spec once, in a container on a host; what the command itself may take comes to this. */
    RUN_HOOK("RunHook", Duration.ofMinutes(20)),
    /** Brings a host to the release's containers; each of its services adds what it may take to become healthy and to stop. */
    ROLL_OUT("RollOut", Duration.ofMinutes(20)),
    /** Waits until every container of the release on a host is healthy, as long as the spec says. */
    CHECK_HEALTH("CheckHealth", Duration.ofHours(1)),
    /** Marks the release as current on a host and removes files of releases that are out of history. */
    FINALIZE_HOST("FinalizeHost", Duration.ofMinutes(5));

    private final String label;
    private final Duration deadline;

    StepKind(String label, Duration deadline) {
        this.label = label;
        this.deadline = deadline;
    }

    /** The word of the API. */
    public String label() {
        return label;
    }

    /** The most that all attempts and waits of such a step may take together. */
    public Duration deadline() {
        return deadline;
    }

    /** The kind of that word; empty for a word that is none. */
    public static Optional<StepKind> of(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }
}
