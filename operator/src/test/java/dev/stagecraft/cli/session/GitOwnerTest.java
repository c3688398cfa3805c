package dev.stagecraft.cli.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is found to write the spec again. */
class GitOwnerTest {
    private static final String APPLY =
            "managedFields: [{manager: %s, operation: %s, fieldsV1: {'f:spec': {'f:version': {}}}}]";

    private static String owner(String metadata) {
        return GitOwner.of(resource(metadata), "version").map(GitOwner::words).orElse("nobody");
    }

    private static Stagecraft resource(String metadata) {
        return Serialization.unmarshal("""
                apiVersion: stagecraft.dev/v1alpha1
                kind: Stagecraft
                metadata: {name: shop, %s}
                spec: {version: v1}
                """.formatted(metadata), Stagecraft.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "annotations: {argocd.argoproj.io/tracking-id: 'a:b/C:d/e'} | Git owns shop (Argo CD application a)",
                "annotations: {argocd.argoproj.io/instance: a} | Git owns shop (Argo CD application a)",
                "labels: {argocd.argoproj.io/instance: a} | Git owns shop (Argo CD application a)",
                "labels: {kustomize.toolkit.fluxcd.io/name: a, kustomize.toolkit.fluxcd.io/namespace: b}"
                        + " | Git owns shop (Flux Kustomization b/a)",
                "labels: {helm.toolkit.fluxcd.io/name: a} | Git owns shop (Flux HelmRelease a)",
                "labels: {app.kubernetes.io/instance: a} | nobody",
                "namespace: x | nobody"
            })
    void byLabelsAndAnnotations(String metadata, String words) {
        assertEquals(words, owner(metadata));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ci | Apply | ci applied shop from a file",
                "kubectl-client-side-apply | Update | kubectl-client-side-apply applied shop from a file",
                "kubectl-edit | Update | nobody",
                "stagecraft-cli | Apply | nobody"
            })
    void byTheManagerOfTheField(String manager, String operation, String words) {
        assertEquals(words, owner(APPLY.formatted(manager, operation)));
    }

    @ParameterizedTest
    @CsvSource({"argocd-controller, Git owns shop (Argo CD application a)", "ci, ci applied shop from a file"})
    void theCommonLabelCountsWhereArgoWritesTheResource(String manager, String words) {
        assertEquals(words, owner("labels: {app.kubernetes.io/instance: a}, " + APPLY.formatted(manager, "Apply")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "annotations: {argocd.argoproj.io/tracking-id: 'a:b/C:d/e'} | Git owns shop (Argo CD application a), which"
                        + " creates it anew at the next sync; take it out of Git first",
                "managedFields: [{manager: ci, operation: Apply, fieldsV1: {'f:spec': {'f:version': {}}}}] | nobody"
            })
    void onlyGitMakesAnewWhatIsDeleted(String metadata, String words) {
        assertEquals(words, GitOwner.recreation(resource(metadata)).orElse("nobody"));
    }
}
