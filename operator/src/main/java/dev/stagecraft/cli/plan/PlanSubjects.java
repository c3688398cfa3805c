package dev.stagecraft.cli.plan;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cli.manifest.GivenFiles;
import dev.stagecraft.cli.manifest.Manifest;
import dev.stagecraft.cli.manifest.Manifests;
import dev.stagecraft.cli.manifest.OfflineGathering;
import dev.stagecraft.cli.manifest.ResourceDefinitions;
import dev.stagecraft.cli.manifest.StagecraftReading;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Named;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.reconcile.preview.Preview;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Finds what is to be planned, and from where. */
final class PlanSubjects {
    private static final String FROM_NOTHING =
            "nothing is known of a cluster: this is what would be created from nothing";

    private final Session session;
    private final GivenFiles files;
    private final ResourceDefinitions definitions = new ResourceDefinitions();
    private final @Nullable String source;

    /** @param source the directory of {@code --source}; null where it was not given */
    PlanSubjects(Session session, @Nullable String source) {
        this.session = session;
        this.files = new GivenFiles(session);
        this.source = source;
    }

    /**
     * One resource and what would be planned for it.
     *
     * @param against what the plan starts from: {@code nothing} or {@code cluster}
     * @param places from the path of a field to file and line
     */
    record Subject(
            Stagecraft resource, Preview preview, String against, List<String> notes, Function<String, String> places) {
        PlanView view(PlanViews.Terms terms) {
            return new PlanViews(resource, against, notes, places).of(preview, terms);
        }
    }

    /**
     * @param names of files; without them, and without a name, those that {@code stagecraft init} writes
     * @param live whether files are planned against the cluster
     */
    List<Subject> of(List<String> names, @Nullable String name, boolean live) {
        boolean named = name != null && names.isEmpty();
        var manifests = named || (live && names.isEmpty()) ? Optional.<Manifests>empty() : files.read(names);
        if (manifests.isEmpty()) {
            var around = new LiveGathering(session, Optional.empty(), local());
            return List.of(live(Named.find(session, name), around, path -> ""));
        }
        var found = manifests.get();
        return files.meant(found, name).stream()
                .map(manifest -> live ? against(manifest, found) : offline(manifest, found))
                .toList();
    }

    private Optional<Path> local() {
        return Optional.ofNullable(source).map(session::path);
    }

    private Subject live(Stagecraft resource, LiveGathering around, Function<String, String> places) {
        var preview = around.preview(resource);
        return new Subject(resource, preview, "cluster", around.notes(resource), places);
    }

    private Subject against(Manifest manifest, Manifests all) {
        var namespace = session.namespace();
        var written = read(manifest, namespace);
        var around = new LiveGathering(session, Optional.of(all), local());
        return live(around.inPlaceOf(written), around, path -> place(manifest, path));
    }

    private Subject offline(Manifest manifest, Manifests all) {
        var resource = read(manifest, files.namespace());
        var gathering = new OfflineGathering(
                resource, manifest, all, session.world().providers(), files.source(all, manifest, source));
        var preview = gathering.preview();
        var notes = new ArrayList<String>();
        notes.add(FROM_NOTHING);
        notes.addAll(gathering.notes());
        return new Subject(resource, preview, "nothing", notes, path -> place(manifest, path));
    }

    private Stagecraft read(Manifest manifest, String namespace) {
        var faults = definitions.check(manifest);
        if (!faults.isEmpty()) {
            var first = faults.getFirst();
            throw CommandFailure.of(manifest.source() + ":" + manifest.lineOf(first.path()) + ": " + first.path() + ": "
                    + first.message()
                    + (faults.size() > 1
                            ? "; and " + (faults.size() - 1) + " more, which stagecraft validate lists."
                            : "."));
        }
        return new StagecraftReading(definitions)
                .read(manifest, namespace, List.of())
                .orElseThrow(() -> CommandFailure.of(manifest.source() + ":" + manifest.line() + ": " + manifest.title()
                        + " cannot be read; stagecraft validate says why."));
    }

    static String place(Manifest manifest, String path) {
        return manifest.source() + ":" + manifest.lineOf(path);
    }
}
