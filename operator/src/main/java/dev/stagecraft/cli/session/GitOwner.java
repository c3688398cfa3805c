package dev.stagecraft.cli.session;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who else writes the spec, and will write it again.
 *
 * @param words who it is, such as {@code Git owns shop (Argo CD application shop-prod)}
 * @param when the spec is put back
 * @param where it is to be changed as well
 */
public record GitOwner(String words, String when, String where) {
    private static final String ARGO = "argocd.argoproj.io/";
    private static final String FLUX = ".toolkit.fluxcd.io/";
    private static final String OURS = "stagecraft-cli";
    private static final String CLIENT_SIDE_APPLY = "kubectl-client-side-apply";

    /** @param field of the spec, which somebody may have applied from a file */
    public static Optional<GitOwner> of(Stagecraft resource, String field) {
        return git(resource).or(() -> applier(resource, field));
    }

    /** What follows when the resource is deleted, as a sentence without its end; only who follows Git makes it anew unasked. */
    public static Optional<String> recreation(Stagecraft resource) {
        return git(resource)
                .map(owner -> owner.words + ", which creates it anew " + owner.when + "; take it out of Git first");
    }

    private static Optional<GitOwner> git(Stagecraft resource) {
        return argo(resource)
                .or(() -> flux(resource, "kustomize", "Kustomization"))
                .or(() -> flux(resource, "helm", "HelmRelease"));
    }

    /** Warns that a change of the spec does not last. */
    public static void warn(Session session, Stagecraft resource, String field, String value) {
        of(resource, field)
                .ifPresent(owner -> session.console()
                        .warn(owner.words + ", which puts spec." + field + " back " + owner.when + "; write " + field
                                + ": " + value + " " + owner.where + " as well."));
    }

    /** Warns that the spec goes on asking for what is rolled back, which its next change would release again. */
    public static void warnOfRollback(Session session, Stagecraft resource, String version) {
        var asked = resource.getSpec().version();
        of(resource, "version")
                .filter(owner -> !asked.equals(version))
                .ifPresent(owner -> session.console()
                        .warn(owner.words + ", which goes on asking for version " + asked
                                + ": its next change releases that again; write version: " + version + " " + owner.where
                                + " before."));
    }

    private static Optional<GitOwner> argo(Stagecraft resource) {
        var meta = resource.getMetadata();
        var annotations = map(meta.getAnnotations());
        var labels = map(meta.getLabels());
        // group/kind:namespace/name follow the application's name
        return Optional.ofNullable(annotations.get(ARGO + "tracking-id"))
                .map(id -> id.split(":", 2)[0])
                .or(() -> Optional.ofNullable(annotations.get(ARGO + "instance")))
                .or(() -> Optional.ofNullable(labels.get(ARGO + "instance")))
                .or(() -> Optional.ofNullable(labels.get("app.kubernetes.io/instance"))
                        .filter(application -> fields(resource).stream()
                                .anyMatch(entry -> manager(entry).startsWith("argocd"))))
                .map(application -> git(resource, "Argo CD application " + application));
    }

    private static Optional<GitOwner> flux(Stagecraft resource, String by, String kind) {
        var labels = map(resource.getMetadata().getLabels());
        return Optional.ofNullable(labels.get(by + FLUX + "name")).map(name -> {
            var namespace = labels.getOrDefault(by + FLUX + "namespace", "");
            return git(resource, "Flux " + kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name);
        });
    }

    private static GitOwner git(Stagecraft resource, String who) {
        return new GitOwner(
                "Git owns " + resource.getMetadata().getName() + " (" + who + ")", "at the next sync", "in Git");
    }

    private static Optional<GitOwner> applier(Stagecraft resource, String field) {
        return fields(resource).stream()
                .filter(entry ->
                        "Apply".equals(entry.getOperation()) || manager(entry).equals(CLIENT_SIDE_APPLY))
                .filter(entry -> !manager(entry).equals(OURS) && owns(entry, field))
                .findFirst()
                .map(entry -> new GitOwner(
                        manager(entry) + " applied " + resource.getMetadata().getName() + " from a file",
                        "when it is applied again",
                        "there"));
    }

    private static boolean owns(ManagedFieldsEntry entry, String field) {
        return entry.getFieldsV1() != null
                && entry.getFieldsV1().getAdditionalProperties().get("f:spec") instanceof Map<?, ?> spec
                && spec.containsKey("f:" + field);
    }

    private static String manager(ManagedFieldsEntry entry) {
        return entry.getManager() == null ? "" : entry.getManager();
    }

    private static List<ManagedFieldsEntry> fields(Stagecraft resource) {
        var fields = resource.getMetadata().getManagedFields();
        return fields == null ? List.of() : fields;
    }

    private static Map<String, String> map(@Nullable Map<String, String> values) {
        return values == null ? Map.of() : values;
    }
}
