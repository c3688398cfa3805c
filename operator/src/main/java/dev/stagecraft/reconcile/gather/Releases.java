package dev.stagecraft.reconcile.gather;

import dev.stagecraft.api.v1alpha1.ReleaseEnv;
import dev.stagecraft.api.v1alpha1.ReleaseHold;
import dev.stagecraft.api.v1alpha1.ReleaseInputs;
import dev.stagecraft.api.v1alpha1.ReleaseSpec;
import dev.stagecraft.api.v1alpha1.SourceStatus;
import dev.stagecraft.api.v1alpha1.StagecraftRelease;
import dev.stagecraft.cluster.ReleaseReader;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.compose.ComposeRenderer;
import dev.stagecraft.compose.RenderRequest;
import dev.stagecraft.compose.VariableCheck;
import dev.stagecraft.release.History;
import dev.stagecraft.release.Hold;
import dev.stagecraft.release.ReleaseRecord;
import dev.stagecraft.release.ReleaseState;
import dev.stagecraft.release.ReleaseType;
import dev.stagecraft.release.SourceMark;
import dev.stagecraft.secret.Secret;
import dev.stagecraft.status.StateReading;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes what a release serves: rendered from the spec for a new one, read back for a stored one. */
public final class Releases {
    private static final String OWN_VARIABLES = "STAGECRAFT_";

    private final ReleaseReader store;

    public Releases(ReleaseReader store) {
        this.store = store;
    }

    /** What a release of the spec serves, with those images by service. */
    public static Served fresh(Gathered gathered, SortedMap<String, String> images) {
        var rendered = new TreeMap<String, String>();
        var fingerprints = fingerprints(gathered);
        gathered.parts().forEach((role, part) -> {
            var here = new TreeMap<>(images);
            here.keySet()
                    .retainAll(part.services().stream()
                            .map(service -> service.name())
                            .toList());
            rendered.put(
                    role,
                    ComposeRenderer.render(
                                    part,
                                    new RenderRequest(
                                            gathered.resource().uid(), here, Map.of(), only(fingerprints, here)))
                            .yaml());
        });
        return new Served(
                gathered.spec().version(),
                gathered.inputsHash(),
                gathered.roleOrder(),
                rendered,
                images,
                gathered.spec().services(),
                gathered.environment(),
                gathered.variables(),
                gathered.contents());
    }

    private static Map<String, String> only(Map<String, String> all, Map<String, String> keys) {
        var kept = new TreeMap<>(all);
        kept.keySet().retainAll(keys.keySet());
        return kept;
    }

    /**
     * A service is replaced when its environment changes. The version counts only where the file itself uses it, so that a
     * service whose image and definition stay the same keeps its container over releases.
     */
    private static Map<String, String> fingerprints(Gathered gathered) {
        var used = VariableCheck.names(gathered.compose());
        var seen = new TreeMap<String, Secret>();
        gathered.variables().values().forEach((name, value) -> {
            if (used.contains(name) || !name.startsWith(OWN_VARIABLES)) {
                seen.put(name, value);
            }
        });
        var key = gathered.identity().fingerprintKey();
        var all = new Environment(seen, gathered.variables().secretNames()).fingerprint(key);
        seen.keySet().retainAll(used);
        var interpolated = new Environment(seen, gathered.variables().secretNames()).fingerprint(key);
        var prints = new TreeMap<String, String>();
        gathered.roles()
                .keySet()
                .forEach(service -> prints.put(service, gathered.manual(service) ? interpolated : all));
        gathered.contents()
                .environments()
                .forEach((service, own) ->
                        prints.computeIfPresent(service, (_, print) -> print + " " + own.fingerprint(key)));
        return prints;
    }

    /** The release object's spec for what is served; a rollback's says against what it holds. */
    public ReleaseSpec spec(Gathered gathered, ReleaseRecord record, Optional<Hold> hold, Served served) {
        var env = new ReleaseEnv(
                store.environmentName(gathered.resource(), record.id()),
                Seal.fingerprint(bundle(gathered, served)),
                served.environment().values().keySet().stream().toList());
        var project = gathered.spec().project();
        return new ReleaseSpec(
                gathered.resource().name(),
                record.revision(),
                record.type().label(),
                record.version(),
                gathered.spec().environment(),
                project == null ? "" : project.name(),
                record.previousId().orElse(""),
                record.rollbackOf().orElse(""),
                record.specHash(),
                record.inputsHash(),
                record.planId(),
                hold.filter(held -> held.serving().equals(record.id()))
                        .map(held -> new ReleaseHold(held.against(), held.reason()))
                        .orElse(null),
                new ReleaseInputs(
                        served.roles(),
                        served.composeByRole(),
                        served.images(),
                        served.services(),
                        env,
                        gathered.fromSource()
                                .source()
                                .map(Source::mark)
                                .filter(mark -> record.rollbackOf().isEmpty())
                                .map(mark -> new SourceStatus(mark.of(), mark.ref(), mark.commit()))
                                .orElse(null),
                        unbuilt(served.images())));
    }

    /** Everything of what is served that the release object must not hold, sealed. */
    public static Map<String, Secret> bundle(Gathered gathered, Served served) {
        return Seal.sealed(served.bundle(), gathered.identity().fingerprintKey());
    }

    /** The services whose image has no digest yet. */
    private static List<String> unbuilt(Map<String, String> images) {
        return images.entrySet().stream()
                .filter(image -> !image.getValue().contains("@"))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }

    /**
     * What a stored release serves; empty when the release or its environment is gone, when somebody put another environment in its
     * place, or when its images are still to be built.
     */
    public Optional<Served> stored(ResourceRef resource, String releaseId) {
        var found = store.find(resource, releaseId);
        if (found.isEmpty() || !found.get().getSpec().inputs().unbuilt().isEmpty()) {
            return Optional.empty();
        }
        var release = found.get();
        var env = release.getSpec().inputs().env();
        return store.environment(resource, release)
                .filter(values -> env == null || Seal.fits(env.fingerprint(), values))
                .map(values -> served(release, values));
    }

    /**
     * What a release serves, as it is stored.
     *
     * @param id the release object that it was found in
     */
    public record Stored(String id, Served served) {}

    /** What the release serves: from its own object, or from that of the release whose inputs it serves. */
    public Optional<Stored> stored(ResourceRef resource, ReleaseRecord release) {
        return stored(resource, release.id())
                .map(served -> new Stored(release.id(), served))
                .or(() -> stored(resource, release.inputsOf()).map(served -> new Stored(release.inputsOf(), served)));
    }

    private static Served served(StagecraftRelease release, Map<String, Secret> bundle) {
        var values = new TreeMap<>(bundle);
        values.remove(Seal.KEY);
        var contents = Contents.read(Optional.ofNullable(values.remove(Contents.KEY)));
        var inputs = release.getSpec().inputs();
        var env = inputs.env();
        var containers = env == null ? List.<String>of() : env.keys();
        var environment = new TreeMap<>(values);
        environment.keySet().retainAll(new HashSet<>(containers));
        return new Served(
                release.getSpec().version(),
                release.getSpec().inputsHash(),
                inputs.roles(),
                new TreeMap<>(inputs.composeByRole()),
                new TreeMap<>(inputs.images()),
                inputs.services(),
                new Environment(environment, environment.keySet()),
                new Environment(values, values.keySet()),
                contents);
    }

    /**
     * What the release objects tell.
     *
     * @param hold that of the newest release, where it is a rollback
     * @param source the commit of the newest release that names one
     */
    public record Told(History history, Optional<Hold> hold, Optional<SourceMark> source) {}

    /** What the release objects tell, for a resource whose status was lost. */
    public Told told(ResourceRef resource) {
        var objects = store.list(resource);
        var history = new History(
                objects.stream().map(release -> record(resource, release)).toList());
        var hold = history.latest()
                .flatMap(latest -> objects.stream()
                        .filter(release -> id(resource, release).equals(latest.id()))
                        .findFirst()
                        .flatMap(
                                release -> Optional.ofNullable(release.getSpec().hold()))
                        .map(held -> new Hold(held.against(), latest.id(), held.reason(), latest.startedAt())));
        var source = objects.stream()
                .sorted(Comparator.comparingLong(
                                (StagecraftRelease release) -> release.getSpec().revision())
                        .reversed())
                .flatMap(release -> Stream.ofNullable(release.getSpec().inputs().source()))
                .findFirst()
                .flatMap(StateReading::source);
        return new Told(history, hold, source);
    }

    private static String id(ResourceRef resource, StagecraftRelease release) {
        var name = release.getMetadata().getName();
        return name.substring(Math.min(name.length(), resource.name().length() + 1));
    }

    private static ReleaseRecord record(ResourceRef resource, StagecraftRelease release) {
        var spec = release.getSpec();
        var status = release.getStatus();
        return new ReleaseRecord(
                id(resource, release),
                (int) spec.revision(),
                ReleaseType.of(spec.type()),
                spec.version(),
                text(spec.previousId()),
                text(spec.rollbackOf()),
                status.state().isEmpty() ? ReleaseState.SUPERSEDED : ended(ReleaseState.of(status.state())),
                spec.planId(),
                spec.specHash(),
                spec.inputsHash(),
                status.startedAt() == null ? Instant.EPOCH : status.startedAt(),
                Optional.ofNullable(status.finishedAt()),
                status.reason(),
                status.message(),
                StateReading.phases(status.phases()),
                new TreeMap<>(spec.inputs().images()),
                StateReading.marks(status.databases()),
                StateReading.hooks(status.hooks()));
    }

    /** Whoever ran it is gone with the status that said how far it was. */
    private static ReleaseState ended(ReleaseState state) {
        return state == ReleaseState.RUNNING ? ReleaseState.SUPERSEDED : state;
    }

    private static Optional<String> text(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }
}
