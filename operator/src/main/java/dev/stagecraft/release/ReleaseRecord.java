package dev.stagecraft.release;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A release as history keeps it.
 *
 * @param revision counts up from 1 without gaps within a resource
 * @param previousId the release that was served when this one was opened
 * @param rollbackOf for a rollback, the release whose inputs it serves
 * @param specHash the fingerprint of the spec that asked for it (of the old spec, for a rollback)
 * @param inputsHash the fingerprint of what it serves, without image digests
 * @param reason CamelCase, when it failed
 * @param images service to image pinned by digest; to a name that follows from its content until it is built
 * @param databases by name, how far each was
 * @param hooks those that ended, in the order in which they did
 */
public record ReleaseRecord(
        String id,
        int revision,
        ReleaseType type,
        String version,
        Optional<String> previousId,
        Optional<String> rollbackOf,
        ReleaseState state,
        String planId,
        String specHash,
        String inputsHash,
        Instant startedAt,
        Optional<Instant> finishedAt,
        String reason,
        String message,
        List<PhaseProgress> phases,
        SortedMap<String, String> images,
        SortedMap<String, DatabaseMark> databases,
        List<HookMark> hooks) {

    public ReleaseRecord {
        hooks = List.copyOf(hooks);
        databases = Collections.unmodifiableSortedMap(new TreeMap<>(databases));
        phases = List.copyOf(phases);
        images = Collections.unmodifiableSortedMap(new TreeMap<>(images));
    }

    /** Without hooks. */
    public ReleaseRecord(
            String id,
            int revision,
            ReleaseType type,
            String version,
            Optional<String> previousId,
            Optional<String> rollbackOf,
            ReleaseState state,
            String planId,
            String specHash,
            String inputsHash,
            Instant startedAt,
            Optional<Instant> finishedAt,
            String reason,
            String message,
            List<PhaseProgress> phases,
            SortedMap<String, String> images,
            SortedMap<String, DatabaseMark> databases) {
        this(
                id,
                revision,
                type,
                version,
                previousId,
                rollbackOf,
                state,
                planId,
                specHash,
                inputsHash,
                startedAt,
                finishedAt,
                reason,
                message,
                phases,
                images,
                databases,
                List.of());
    }

    /** The release whose stored inputs this one serves: itself, or the one it rolled back to. */
    public String inputsOf() {
        return rollbackOf.orElse(id);
    }

    /** The same release with its databases there. */
    public ReleaseRecord marking(SortedMap<String, DatabaseMark> newDatabases) {
        return copy(state, finishedAt, reason, message, phases, images, newDatabases, hooks);
    }

    /** The same release with those images. */
    public ReleaseRecord running(SortedMap<String, String> newImages) {
        return copy(state, finishedAt, reason, message, phases, newImages, databases, hooks);
    }

    /** Whether every image is pinned by digest; else it is still to be built, or never was. */
    public boolean pinned() {
        return images.values().stream().allMatch(image -> image.contains("@"));
    }

    /** The same release with those phases. */
    public ReleaseRecord at(List<PhaseProgress> newPhases) {
        return copy(state, finishedAt, reason, message, newPhases, images, databases, hooks);
    }

    /** The same release at its end. */
    public ReleaseRecord ended(ReleaseState end, Instant when, String why, String words) {
        return copy(end, Optional.of(when), why, words, phases, images, databases, hooks);
    }

    /** The same release with that hook ended, which is known by its name. */
    public ReleaseRecord marking(HookMark hook) {
        var others = hooks.stream().filter(known -> !known.name().equals(hook.name()));
        return copy(
                state,
                finishedAt,
                reason,
                message,
                phases,
                images,
                databases,
                Stream.concat(others, Stream.of(hook)).toList());
    }

    private ReleaseRecord copy(
            ReleaseState newState,
            Optional<Instant> newFinishedAt,
            String newReason,
            String newMessage,
            List<PhaseProgress> newPhases,
            SortedMap<String, String> newImages,
            SortedMap<String, DatabaseMark> newDatabases,
            List<HookMark> newHooks) {
        return new ReleaseRecord(
                id,
                revision,
                type,
                version,
                previousId,
                rollbackOf,
                newState,
                planId,
                specHash,
                inputsHash,
                startedAt,
                newFinishedAt,
                newReason,
                newMessage,
                newPhases,
                newImages,
                newDatabases,
                newHooks);
    }
}
