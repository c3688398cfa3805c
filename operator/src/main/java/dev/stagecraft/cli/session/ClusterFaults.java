package dev.stagecraft.cli.session;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What the API server, or the way to it, refused: in one sentence, with what to do next. */
public final class ClusterFaults {
    private static final int UNPROCESSABLE = 422;

    private ClusterFaults() {}

    /** The sentence; what the API server refuses is in its own words, which may have no full stop. */
    public static String sentence(KubernetesClientException failed) {
        var said = Optional.ofNullable(failed.getStatus())
                .map(status -> status.getMessage())
                .filter(text -> !text.isBlank())
                .orElseGet(() -> way(failed));
        return switch (Math.max(0, failed.getCode())) {
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

    /** What happened on the way; the client's own words name its request and not the cause. */
    private static String way(Throwable failed) {
        return Stream.iterate(failed, Objects::nonNull, Throwable::getCause)
                .map(ClusterFaults::known)
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(() -> String.valueOf(failed.getMessage()));
    }

    private static Optional<String> known(Throwable cause) {
        return switch (cause) {
            case UnknownHostException host -> Optional.of("nothing has the name " + host.getMessage());
            case UnresolvedAddressException _ -> Optional.of("nothing has the name of its server");
            case HttpTimeoutException _ -> Optional.of("it does not answer in time");
            case SSLException tls -> Optional.of("TLS fails: " + tls.getMessage());
            case ConnectException _ -> Optional.of("the connection is refused or leads nowhere");
            default -> Optional.empty();
        };
    }
}
