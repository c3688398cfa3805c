package dev.stagecraft.image.oci;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One exchange with a guarded address, a deadline for all of it, and a cap on what is read. Redirects are not followed. */
final class RegistryHttp implements AutoCloseable {
    /** Distribution's own limit for a manifest. */
    private static final long MOST_BYTES = 4L * 1024 * 1024;

    private final RegistryAccess access;
    private final AddressGuard guard;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client;

    RegistryHttp(RegistryAccess access, AddressGuard guard) {
        this.access = access;
        this.guard = guard;
        client = HttpClient.newBuilder()
                .executor(threads)
                .connectTimeout(access.timeout())
                .followRedirects(Redirect.NEVER)
                .version(Version.HTTP_1_1)
                .build();
    }

    /** {@code insecure} is what was agreed with the registry; without it neither plain HTTP nor loopback is called. */
    Answer send(String method, URI uri, Map<String, String> headers, boolean insecure) {
        if (uri.getHost() == null || uri.getUserInfo() != null || !allowedScheme(uri, insecure)) {
            return new Answer.Failed("it points to %s, which is not an https address".formatted(origin(uri)), false);
        }
        var host = uri.getHost();
        var looked = within(CompletableFuture.supplyAsync(() -> objection(host, insecure), threads), host);
        return switch (looked) {
            case Result.Value<Optional<Answer>>(var objection) ->
                objection.orElseGet(() -> exchange(method, uri, headers));
            case Result.None<Optional<Answer>>(var failed) -> failed;
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }

    private Answer exchange(String method, URI uri, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(uri)
                .method(method, BodyPublishers.noBody())
                .timeout(access.timeout())
                .header("User-Agent", "stagecraft");
        headers.forEach(request::header);
        var sent = client.sendAsync(request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        return switch (within(sent, uri.getHost())) {
            case Result.Value<HttpResponse<byte[]>>(var response) ->
                new Answer.Got(
                        response.statusCode(),
                        response.headers(),
                        ByteBuffer.wrap(response.body()).asReadOnlyBuffer());
            case Result.None<HttpResponse<byte[]>>(var failed) -> failed;
        };
    }

    private Optional<Answer> objection(String host, boolean insecure) {
        try {
            return guard.objection(host, insecure).map(why -> new Answer.Failed(why, false));
        } catch (UnknownHostException _) {
            return Optional.of(new Answer.Failed("the name %s is not known".formatted(host), true));
        }
    }

    private sealed interface Result<T> {
        record Value<T>(T value) implements Result<T> {}

        record None<T>(Answer.Failed failed) implements Result<T> {}
    }

    /** The request's own timeout ends with the headers, so the whole is bounded here, body included. */
    private <T> Result<T> within(CompletableFuture<T> future, String host) {
        try {
            return new Result.Value<>(future.get(access.timeout().toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            future.cancel(true);
            return none(
                    "%s gave no answer within %d ms"
                            .formatted(host, access.timeout().toMillis()),
                    true);
        } catch (InterruptedException _) {
            future.cancel(true);
            Thread.currentThread().interrupt();
            return none("the operator is stopping", true);
        } catch (ExecutionException failure) {
            return failed(failure.getCause(), host);
        }
    }

    private static <T> Result<T> failed(@Nullable Throwable cause, String host) {
        return switch (cause) {
            case null -> none("asking %s failed".formatted(host), true);
            case SSLException _ -> none("%s has no certificate that this operator trusts".formatted(host), true);
            case ConnectException _ -> none("%s does not accept connections".formatted(host), true);
            case HttpTimeoutException _ -> none("%s gave no answer in time".formatted(host), true);
            case IOException _ -> none("%s broke off, or sent more than a manifest may be".formatted(host), true);
            case Throwable other -> throw new IllegalStateException("Asking " + host + " failed.", other);
        };
    }

    private static <T> Result<T> none(String why, boolean retryable) {
        return new Result.None<>(new Answer.Failed(why, retryable));
    }

    private static boolean allowedScheme(URI uri, boolean insecure) {
        return "https".equals(uri.getScheme()) || (insecure && "http".equals(uri.getScheme()));
    }

    private static String origin(URI uri) {
        return uri.getScheme() + "://" + uri.getHost();
    }
}
