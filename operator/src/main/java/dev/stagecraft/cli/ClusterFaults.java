package dev.stagecraft.cli;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;

/** What the API server, or the way to it, refused: in one sentence, with what to do next. */
final class ClusterFaults {
    private static final int UNPROCESSABLE = 422;

    private ClusterFaults() {}

    static String sentence(KubernetesClientException failed) {
        var said = Optional.ofNullable(failed.getStatus())
                .map(status -> status.getMessage())
                .filter(text -> !text.isBlank())
                .orElseGet(() -> innermost(failed));
        return switch (failed.getCode()) {
            case 0 ->
                "The cluster cannot be reached: " + said
                        + ". Check --kubeconfig and --context, and that kubectl version answers.";
            case HttpURLConnection.HTTP_UNAUTHORIZED ->
                "The cluster does not know you: " + said + ". Log in again, or choose another --context.";
            case HttpURLConnection.HTTP_FORBIDDEN ->
                "The cluster does not let you do that: " + said
                        + ". Ask for that right, or choose another --namespace.";
            case HttpURLConnection.HTTP_NOT_FOUND ->
                "The cluster has no such thing: " + said
                        + ". If it does not know stagecrafts at all, install the operator's resource definitions from crds/.";
            case HttpURLConnection.HTTP_CONFLICT, UNPROCESSABLE, HttpURLConnection.HTTP_BAD_REQUEST ->
                "The cluster refuses it: " + said;
            default -> "The cluster answered with status " + failed.getCode() + ": " + said + ". Try again.";
        };
    }

    private static String innermost(Throwable failed) {
        var found = failed;
        while (found.getCause() != null) {
            found = found.getCause();
        }
        return Optional.ofNullable(found.getMessage()).orElse(found.getClass().getSimpleName());
    }
}
