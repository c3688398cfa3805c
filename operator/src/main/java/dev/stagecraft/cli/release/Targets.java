package dev.stagecraft.cli.release;

import dev.stagecraft.api.v1alpha1.ReleaseSummary;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.release.ReleaseState;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The releases that can be gone back to. */
final class Targets {
    private static final String DEPLOY = "Deploy";
    private static final Set<ReleaseState> UNFINISHED = Set.of(ReleaseState.FAILED, ReleaseState.SUPERSEDED);

    private final String name;
    private final List<ReleaseSummary> releases;
    private final String serving;
    private final boolean mixed;

    Targets(Stagecraft resource) {
        name = resource.getMetadata().getName();
        releases = resource.getStatus().releases();
        serving = Optional.ofNullable(resource.getStatus().current())
                .map(current -> current.release())
                .orElse("");
        mixed = resource.getStatus().hosts().stream()
                .anyMatch(host -> !host.release().equals(serving));
    }

    /** @throws CommandFailure when there is no such release, or it did not succeed; says which there are */
    ReleaseSummary named(String id) {
        var found = releases.stream().filter(release -> release.id().equals(id)).findFirst();
        if (found.isEmpty()) {
            throw CommandFailure.of("There is no release " + id + " of " + name + "; " + choices());
        }
        return found.filter(Targets::succeeded)
                .orElseThrow(() -> CommandFailure.of(ReleaseWords.name(found.get())
                        + " cannot be gone back to, as it did not succeed ("
                        + found.get().state() + "); "
                        + choices()));
    }

    /**
     * The release before the one that serves; where a newer one is under way, or ended without serving and has changed hosts, the
     * one that serves. After a rollback that is the one before the release whose inputs serve now, so that asking again goes back
     * further and never forward.
     */
    ReleaseSummary previous() {
        return underWay().or(this::undo).orElseGet(this::before);
    }

    /** What serves, where the newest release failed or was given up, and has left hosts that may serve something else. */
    Optional<ReleaseSummary> undo() {
        var newest = releases.stream().findFirst().map(release -> ReleaseState.of(release.state()));
        return serving()
                .filter(release -> mixed && newest.filter(UNFINISHED::contains).isPresent());
    }

    /** What serves, where another version is being released: who wants to go back now means away from that one. */
    private Optional<ReleaseSummary> underWay() {
        return serving()
                .filter(release -> releases.getFirst().type().equals(DEPLOY)
                        && ReleaseState.of(releases.getFirst().state()) == ReleaseState.RUNNING);
    }

    private Optional<ReleaseSummary> serving() {
        return releases.stream().filter(release -> release.id().equals(serving)).findFirst();
    }

    private ReleaseSummary before() {
        var now = serving();
        if (now.isEmpty()) {
            throw CommandFailure.of("Nothing of " + name + " serves yet, so there is nothing to go back from; "
                    + "deploy a version that works.");
        }
        var origin = now.get().rollbackOf().isEmpty() ? serving : now.get().rollbackOf();
        return releases.stream()
                .dropWhile(release -> !release.id().equals(origin))
                .skip(1)
                .filter(release -> succeeded(release)
                        && !release.inputsHash().equals(now.get().inputsHash()))
                .findFirst()
                .orElseThrow(() -> CommandFailure.of("No release of " + name + " before " + origin
                        + ", which serves, is left to go back to; " + choices()));
    }

    private String choices() {
        var choices = releases.stream()
                .filter(release -> succeeded(release) && !release.id().equals(serving))
                .map(release -> release.id() + " (" + release.version() + ")")
                .collect(Collectors.joining(", "));
        return choices.isEmpty() ? "there is none to go back to." : "those that can be gone back to: " + choices + ".";
    }

    private static boolean succeeded(ReleaseSummary release) {
        return ReleaseState.of(release.state()) == ReleaseState.SUCCEEDED;
    }
}
