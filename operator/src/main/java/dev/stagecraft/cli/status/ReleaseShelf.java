package dev.stagecraft.cli.status;

import dev.stagecraft.api.v1alpha1.CurrentRelease;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StagecraftRelease;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.cluster.ResourceRef;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The releases of a resource.
 *
 * @param releases newest first
 */
record ReleaseShelf(Stagecraft resource, List<ReleaseView> releases) {
    private static final int NAMED = 10;

    static ReleaseShelf of(Session session, Stagecraft resource) {
        return of(resource, session.world().releases().list(ref(resource)));
    }

    static ReleaseShelf of(Stagecraft resource, List<StagecraftRelease> objects) {
        var status = resource.getStatus();
        var serving = Optional.ofNullable(status.current())
                .map(CurrentRelease::release)
                .orElse("");
        var stored = new TreeMap<String, StagecraftRelease>();
        objects.forEach(object -> stored.put(id(resource, object), object));
        var found = new ArrayList<ReleaseView>();
        status.releases()
                .forEach(summary -> found.add(ReleaseView.of(
                        summary,
                        Optional.ofNullable(stored.remove(summary.id())),
                        summary.id().equals(serving))));
        stored.forEach((id, object) -> found.add(ReleaseView.of(id, object, id.equals(serving))));
        found.sort(Comparator.comparingLong(ReleaseView::revision)
                .reversed()
                .thenComparing(ReleaseView::id, Comparator.reverseOrder()));
        return new ReleaseShelf(resource, found);
    }

    static ResourceRef ref(Stagecraft resource) {
        var metadata = resource.getMetadata();
        return new ResourceRef(metadata.getNamespace(), metadata.getName(), metadata.getUid());
    }

    private static String id(Stagecraft resource, StagecraftRelease object) {
        var name = object.getMetadata().getName();
        var prefix = resource.getMetadata().getName() + "-";
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }

    /**
     * The release of an id or the only one whose id begins so, of a revision ({@code 3} or {@code r3}), {@code current}, or
     * {@code previous}: what served before the current one.
     *
     * @throws CommandFailure when there is none or more than one; says which there are
     */
    ReleaseView find(String asked) {
        return switch (asked) {
            case "current" -> current();
            case "previous" -> previous();
            default -> asked.matches("r?[0-9]{1,18}") ? revision(asked) : id(asked);
        };
    }

    ReleaseView current() {
        return first(ReleaseView::current)
                .orElseThrow(() -> CommandFailure.of("No release of " + name() + " serves yet; " + list() + "."));
    }

    private ReleaseView previous() {
        var current = current();
        return first(release -> release.id().equals(current.previousId()))
                .orElseThrow(() -> CommandFailure.of("No release is known that served before " + current.named()
                        + " of " + name() + "; " + list() + "."));
    }

    private ReleaseView revision(String asked) {
        long number = Long.parseLong(asked.startsWith("r") ? asked.substring(1) : asked);
        return first(release -> release.revision() == number).orElseThrow(() -> none(asked));
    }

    private ReleaseView id(String asked) {
        var exact = first(release -> release.id().equals(asked));
        if (exact.isPresent()) {
            return exact.get();
        }
        var begun = releases.stream()
                .filter(release -> release.id().startsWith(asked))
                .toList();
        if (begun.isEmpty()) {
            throw none(asked);
        }
        if (begun.size() > 1) {
            throw CommandFailure.of("More than one release of " + name() + " begins with " + asked + ": " + names(begun)
                    + "; write more of the id, or its revision.");
        }
        return begun.getFirst();
    }

    private CommandFailure none(String asked) {
        return CommandFailure.of("There is no release " + asked + " of " + name() + "; " + list() + ".");
    }

    private Optional<ReleaseView> first(Predicate<ReleaseView> is) {
        return releases.stream().filter(is).findFirst();
    }

    private String name() {
        return resource.getMetadata().getName();
    }

    private String list() {
        return releases.isEmpty() ? "nothing was released yet" : "there are " + names(releases);
    }

    private static String names(List<ReleaseView> releases) {
        var more = releases.size() > NAMED ? " and " + (releases.size() - NAMED) + " older ones" : "";
        return releases.stream().limit(NAMED).map(ReleaseView::named).collect(Collectors.joining(", ")) + more;
    }
}
