package dev.stagecraft.image.oci;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
        return guarded(uri, insecure)
                .orElseGet(() -> exchange(uri, request(method, uri, headers, BodyPublishers.noBody())));
    }

    /** As the other {@code send}, with a body. */
    Answer send(String method, URI uri, Map<String, String> headers, byte[] body, boolean insecure) {
        return guarded(uri, insecure)
                .orElseGet(() -> exchange(uri, request(method, uri, headers, BodyPublishers.ofByteArray(body))));
    }

    /** As {@link #send}, and hands the body of an answer with status 200 to {@code sink} while it arrives. */
    Answer stream(URI uri, Map<String, String> headers, boolean insecure, BodySink sink) {
        return guarded(uri, insecure).orElseGet(() -> open(uri, headers, sink));
    }

    @Override
    public void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }

    private Optional<Answer> guarded(URI uri, boolean insecure) {
        var host = uri.getHost();
        if (host == null || uri.getUserInfo() != null || !allowedScheme(uri, insecure)) {
            return Optional.of(
                    new Answer.Failed("it points to %s, which is not an https address".formatted(origin(uri)), false));
        }
        var looked = CompletableFuture.supplyAsync(() -> objection(host, insecure), threads);
        return switch (within(looked, host, access.timeout())) {
            case Result.Value<Optional<Answer>>(var objection) -> objection;
            case Result.None<Optional<Answer>>(var failed) -> Optional.of(failed);
        };
    }

    private HttpRequest request(String method, URI uri, Map<String, String> headers, BodyPublisher body) {
        var request = HttpRequest.newBuilder(uri)
                .method(method, body)
                .timeout(access.timeout())
                .header("User-Agent", "stagecraft");
        headers.forEach(request::header);
        return request.build();
    }

    private Answer open(URI uri, Map<String, String> headers, BodySink sink) {
        var sent =
                client.sendAsync(request("GET", uri, headers, BodyPublishers.noBody()), BodyHandlers.ofInputStream());
        return switch (within(sent, uri.getHost(), access.timeout())) {
            case Result.Value<HttpResponse<InputStream>>(var response) -> consume(response, uri.getHost(), sink);
            case Result.None<HttpResponse<InputStream>>(var failed) -> failed;
        };
    }

    /** Closing the body is what ends a sink that waits for more of it. */
    private Answer consume(HttpResponse<InputStream> response, String host, BodySink sink) {
        var got = new Answer.Got(
                response.statusCode(),
                response.headers(),
                ByteBuffer.allocate(0).asReadOnlyBuffer());
        try (var body = response.body()) {
            if (response.statusCode() != 200) {
                return got;
            }
            var taken = CompletableFuture.supplyAsync(() -> taken(sink, body, got), threads);
            return switch (within(taken, host, sink.most())) {
                case Result.Value<Answer>(var answer) -> answer;
                case Result.None<Answer>(var failed) -> failed;
            };
        } catch (IOException _) {
            return new Answer.Failed("%s broke off".formatted(host), true);
        }
    }

    private static Answer taken(BodySink sink, InputStream body, Answer got) {
        try {
            sink.take(body);
            return got;
        } catch (IOException failure) {
            throw new CompletionException(failure);
        }
    }

    private Answer exchange(URI uri, HttpRequest request) {
        var sent = client.sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        return switch (within(sent, uri.getHost(), access.timeout())) {
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
    private static <T> Result<T> within(CompletableFuture<T> future, String host, Duration most) {
        try {
            return new Result.Value<>(future.get(most.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException _) {
            future.cancel(true);
            return none("%s gave no answer within %d ms".formatted(host, most.toMillis()), true);
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
            case IOException _ -> none("%s broke off, or sent more than it may".formatted(host), true);
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
