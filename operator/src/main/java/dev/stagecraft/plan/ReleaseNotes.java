package dev.stagecraft.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a reader of a plan should know of the release and cannot see in the steps. */
final class ReleaseNotes {
    private ReleaseNotes() {}

    static List<String> of(Desired desired, Observed observed, ReleaseTarget target) {
        var notes = new ArrayList<String>();
        if (target.kind() == ReleaseTarget.Kind.DEPLOY) {
            notes.addAll(desired.notes());
            notes.addAll(DatabaseNotes.of(desired, observed, true));
        } else {
            notes.addAll(DatabaseNotes.rollback(target, observed));
            target.roles().stream()
                    .filter(role -> desired.hosts().stream()
                            .noneMatch(host -> host.role().equals(role)))
                    .forEach(role -> notes.add("release " + target.release().orElse("") + " has services of role "
                            + role + ", and no host has that role now: " + names(target, role) + " will not run"));
        }
        target.services().stream()
                .filter(ServiceTarget::manual)
                .forEach(service -> serving(observed, service)
                        .flatMap(old -> accessory(old, service))
                        .ifPresent(notes::add));
        return notes;
    }

    private static String names(ReleaseTarget target, String role) {
        return String.join(
                ", ", target.of(role).stream().map(ServiceTarget::name).toList());
    }

    private static Optional<ServiceTarget> serving(Observed observed, ServiceTarget wanted) {
        return observed.services().stream()
                .filter(old -> old.name().equals(wanted.name()) && old.role().equals(wanted.role()))
                .findFirst();
    }

    private static Optional<String> accessory(ServiceTarget old, ServiceTarget wanted) {
        if (!old.image().equals(wanted.image())) {
            return Optional.of(says(wanted, old.image() + " serves, " + wanted.image() + " is wanted"));
        }
        return old.hash().equals(wanted.hash())
                ? Optional.empty()
                : Optional.of(says(
                        wanted, "definition " + old.hash() + " serves, definition " + wanted.hash() + " is wanted"));
    }

    private static String says(ServiceTarget service, String what) {
        return "service " + service.name() + " is an accessory (strategy Manual) and is not rolled: " + what;
    }
}
