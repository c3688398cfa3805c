package dev.stagecraft.cli.plan;

import dev.stagecraft.cli.manifest.GivenFiles;
import dev.stagecraft.cli.manifest.Manifest;
import dev.stagecraft.cli.manifest.Manifests;
import dev.stagecraft.cli.manifest.OfflineGathering;
import dev.stagecraft.cli.manifest.ResourceDefinitions;
import dev.stagecraft.cli.manifest.StagecraftReading;
import dev.stagecraft.cli.manifest.Violation;
import dev.stagecraft.cli.session.Session;
import dev.stagecraft.plan.Refusal;
import dev.stagecraft.reconcile.preview.Preview;
import dev.stagecraft.reconcile.preview.Refusals;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything that can be said against documents before anybody applies them. */
final class Validation {
    private static final String SUSPENDED = "Suspended";
    private static final int UNPROCESSABLE = 422;

    /** What the answer of the API server begins with that is about the document, and not about the way to it. */
    private static final Set<Integer> ABOUT_IT =
            Set.of(HttpURLConnection.HTTP_BAD_REQUEST, HttpURLConnection.HTTP_CONFLICT, UNPROCESSABLE);

    private final Session session;
    private final GivenFiles files;
    private final @Nullable String source;
    private final boolean server;
    private final ResourceDefinitions definitions = new ResourceDefinitions();
    private final Set<String> notes = new LinkedHashSet<>();

    /**
     * @param source the directory of {@code --source}; null where it was not given
     * @param server whether the API server is asked as well
     */
    Validation(Session session, @Nullable String source, boolean server) {
        this.session = session;
        this.files = new GivenFiles(session);
        this.source = source;
        this.server = server;
    }

    ValidationView of(Manifests manifests) {
        var documents = manifests.ours().stream()
                .map(manifest -> document(manifest, manifests))
                .toList();
        if (!server) {
            int rules = manifests.ours().stream()
                    .map(Manifest::kind)
                    .distinct()
                    .mapToInt(definitions::serverRules)
                    .sum();
            notes.add(
                    rules + " rules of the resource definitions are evaluated by the API server only: validate --server"
                            + " asks it");
        }
        return new ValidationView(
                documents.stream().allMatch(ValidationView.Document::valid), documents, List.copyOf(notes));
    }

    private ValidationView.Document document(Manifest manifest, Manifests all) {
        var found = new ArrayList<>(definitions.check(manifest));
        if (manifest.isStagecraft()
                && found.stream().noneMatch(fault -> fault.path().equals("apiVersion"))) {
            var named = found.stream().map(Violation::path).toList();
            gathered(manifest, all, named)
                    .filter(violation -> named.stream().noneMatch(path -> same(path, violation.path())))
                    .filter(violation -> named.isEmpty() || !violation.reason().equals(OfflineGathering.SERVER_RULE))
                    .forEach(found::add);
        }
        if (server) {
            asked(manifest)
                    .filter(violation ->
                            found.stream().noneMatch(known -> known.path().equals(violation.path())))
                    .forEach(found::add);
        }
        var faults = found.stream()
                .map(violation -> new ValidationView.Fault(
                        violation.path(),
                        PlanSubjects.place(manifest, violation.path()),
                        violation.reason(),
                        violation.message()))
                .distinct()
                .sorted(Comparator.comparingInt(fault -> manifest.lineOf(fault.path())))
                .toList();
        return new ValidationView.Document(
                manifest.source(),
                manifest.line(),
                manifest.kind(),
                manifest.namespace(files.namespace()),
                manifest.name(),
                faults.isEmpty(),
                faults);
    }

    /** What is wrong with a field shows again in what is made of it. */
    static boolean same(String schema, String other) {
        return within(schema, other) || within(other, schema);
    }

    /** Everything is within the document itself, which says nothing. */
    private static boolean within(String path, String around) {
        return !around.isEmpty()
                && path.startsWith(around)
                && (path.length() == around.length() || ".[".indexOf(path.charAt(around.length())) >= 0);
    }

    /** What the operator would say. That it is told to do nothing is no fault. */
    private Stream<Violation> gathered(Manifest manifest, Manifests all, List<String> faulty) {
        var resource = new StagecraftReading(definitions).read(manifest, files.namespace(), faulty);
        if (resource.isEmpty()) {
            return Stream.empty();
        }
        var gathering = new OfflineGathering(
                resource.get(), manifest, all, session.world().providers(), files.source(all, manifest, source));
        var refusals = switch (gathering.preview()) {
            case Preview.Refused(var why) -> List.of(Refusals.of(why));
            case Preview.Planned planned ->
                planned.refusals().stream()
                        .filter(why -> !why.reason().equals(SUSPENDED))
                        .toList();
        };
        var others = gathering.findings().stream().map(Refusals::of);
        boolean several = all.stagecrafts().size() > 1;
        gathering.notes().forEach(note -> notes.add(several ? manifest.name() + ": " + note : note));
        return Stream.concat(refusals.stream(), others).distinct().map(Validation::violation);
    }

    private static Violation violation(Refusal refusal) {
        return new Violation(refusal.path(), refusal.reason(), refusal.message());
    }

    /** What the API server says to a dry run. */
    private Stream<Violation> asked(Manifest manifest) {
        try {
            session.world().resources().apply(session.namespace(), manifest.tree(), true);
            return Stream.empty();
        } catch (KubernetesClientException refused) {
            if (!ABOUT_IT.contains(refused.getCode())) {
                throw refused;
            }
            return answer(refused);
        }
    }

    private static Stream<Violation> answer(KubernetesClientException refused) {
        var causes = Optional.ofNullable(refused.getStatus())
                .flatMap(status -> Optional.ofNullable(status.getDetails()))
                .map(details -> details.getCauses())
                .orElse(List.of());
        if (causes.isEmpty()) {
            return Stream.of(new Violation("", "Refused", "the API server refuses it: " + said(refused)));
        }
        return causes.stream()
                .map(cause -> new Violation(
                        text(cause.getField()).equals("<nil>") ? "" : text(cause.getField()),
                        text(cause.getReason()),
                        "the API server says: " + text(cause.getMessage())));
    }

    private static String said(KubernetesClientException refused) {
        return Optional.ofNullable(refused.getStatus())
                .map(status -> text(status.getMessage()))
                .orElseGet(() -> text(refused.getMessage()));
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }
}
