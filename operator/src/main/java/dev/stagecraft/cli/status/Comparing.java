package dev.stagecraft.cli.status;

import dev.stagecraft.api.v1alpha1.ReleaseInputs;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.secret.Sanitizer;
import dev.stagecraft.text.TextDiff;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares two releases of a resource by what is kept of them. */
final class Comparing {
    private final Stagecraft resource;
    private final ReleaseView from;
    private final ReleaseView to;

    Comparing(Stagecraft resource, ReleaseView from, ReleaseView to) {
        this.resource = resource;
        this.from = from;
        this.to = to;
    }

    /** @param environment what is known of the names of variables */
    Changes changes(Changes.Names environment) {
        var before = inputs(from);
        var after = inputs(to);
        var renderedBefore = RenderedServices.of(before, from.id(), Map.of());
        var renderedAfter = RenderedServices.of(after, to.id(), RenderedServices.definitions(before, from.id()));
        var changes = new Changes(
                side(from),
                side(to),
                pair(from.version(), to.version()),
                pair(commit(before), commit(after)),
                pairs(before.images(), after.images()),
                environment,
                texts(renderedBefore.services(), renderedAfter.services()),
                texts(renderedBefore.files(), renderedAfter.files()),
                pairs(last(from), last(to)),
                false);
        boolean known = !from.inputsHash().isEmpty() && !to.inputsHash().isEmpty();
        return changes.any() || !known || from.inputsHash().equals(to.inputsHash()) ? changes : beyond(changes);
    }

    private static Changes beyond(Changes none) {
        return new Changes(
                none.from(), none.to(), null, null, Map.of(), Changes.Names.NONE, List.of(), List.of(), Map.of(), true);
    }

    /**
     * What the release was made from.
     *
     * @throws CommandFailure when that is not kept any more
     */
    static ReleaseInputs inputs(ReleaseView release) {
        return release.object()
                .map(object -> object.getSpec().inputs())
                .orElseThrow(() -> CommandFailure.of("What release " + release.named()
                        + " was made from is not kept: its release object is gone, so there is nothing to compare."));
    }

    private Changes.Side side(ReleaseView release) {
        return new Changes.Side(
                release.id(), release.revision(), release.version(), ReleaseDigest.hosts(release.id(), resource));
    }

    private static String commit(ReleaseInputs inputs) {
        return Optional.ofNullable(inputs.source())
                .map(source -> source.commit())
                .orElse("");
    }

    private static Map<String, String> last(ReleaseView release) {
        var last = new TreeMap<String, String>();
        release.databases().forEach((name, database) -> last.put(name, database.last()));
        return last;
    }

    private static Changes.@Nullable Pair pair(String from, String to) {
        return from.equals(to) ? null : new Changes.Pair(from, to);
    }

    private static Map<String, Changes.Pair> pairs(Map<String, String> from, Map<String, String> to) {
        var found = new TreeMap<String, Changes.Pair>();
        names(from, to).forEach(name -> {
            var pair = pair(from.getOrDefault(name, ""), to.getOrDefault(name, ""));
            if (pair != null) {
                found.put(name, pair);
            }
        });
        return found;
    }

    private List<Changes.Service> texts(Map<String, List<String>> before, Map<String, List<String>> after) {
        var found = new ArrayList<Changes.Service>();
        for (var name : names(before, after)) {
            var old = before.getOrDefault(name, List.of());
            var now = after.getOrDefault(name, List.of());
            var diff = TextDiff.unified(
                    old, now, name + " (revision " + from.revision() + ")", name + " (revision " + to.revision() + ")");
            if (!diff.isEmpty()) {
                var shown = diff.stream().map(Sanitizer.none()::cleanDifference).toList();
                found.add(new Changes.Service(name, change(old, now), shown));
            }
        }
        return found;
    }

    private static String change(List<String> before, List<String> after) {
        if (before.isEmpty()) {
            return "added";
        }
        return after.isEmpty() ? "removed" : "changed";
    }

    private static <T> SortedSet<String> names(Map<String, T> one, Map<String, T> other) {
        var names = new TreeSet<>(one.keySet());
        names.addAll(other.keySet());
        return names;
    }
}
