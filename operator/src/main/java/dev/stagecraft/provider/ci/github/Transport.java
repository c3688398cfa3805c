package dev.stagecraft.provider.ci.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.secret.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends a request once, within one deadline, and follows no redirect by itself. Shared by all that one operator asks of GitHub. */
final class Transport {
    /** Supported for two years after its successor, and by every GitHub Enterprise Server that has versions. */
    private static final String API_VERSION = "2022-11-28";

    private static final int TAIL_BYTES = 1 << 16;

    private final HttpClient client;
    private final Duration deadline;
    private final int maxBytes;
    private final boolean plainHttp;

    Transport(GitHubSettings settings) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.deadline = settings.requestTimeout();
        this.maxBytes = settings.maxResponseBytes();
        this.plainHttp = settings.plainHttp();
    }

    /** Blocks for the deadline at most; interrupting the thread ends it as lost. */
    Exchange send(URI api, ApiRequest request, Secret token) {
        var body = request.body()
                .map(json ->
                        HttpRequest.BodyPublishers.ofByteArray(json.toString().getBytes(UTF_8)))
                .orElseGet(HttpRequest.BodyPublishers::noBody);
        var builder = HttpRequest.newBuilder(URI.create(api + request.target()))
                .method(request.method(), body)
                .header("Accept", "application/vnd.github+json")
                .header("X-GitHub-Api-Version", API_VERSION)
                .header("User-Agent", "stagecraft")
                .header("Authorization", "Bearer " + token.reveal());
        if (request.body().isPresent()) {
            builder.header("Content-Type", "application/json");
        }
        return exchange(builder.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes));
    }

    /** The end of what is at an address that the API named, where the token is never sent. */
    Exchange tail(URI address) {
        if (!"https".equals(address.getScheme()) && !(plainHttp && "http".equals(address.getScheme()))) {
            return new Exchange.NotSent(new IOException("not https"));
        }
        var request = HttpRequest.newBuilder(address)
                .header("User-Agent", "stagecraft")
                .build();
        return exchange(request, response -> new TailSubscriber(TAIL_BYTES));
    }

    private Exchange exchange(HttpRequest request, BodyHandler<byte[]> handler) {
        CompletableFuture<HttpResponse<byte[]>> pending = client.sendAsync(request, handler);
        try {
            HttpResponse<byte[]> response = pending.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            return new Exchange.Answer(response.statusCode(), response.headers(), new String(response.body(), UTF_8));
        } catch (TimeoutException late) {
            return new Exchange.Lost("gave no answer within " + deadline.toMillis() + " ms", late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Exchange.Lost("was not waited for, as the operator is stopping", stopped);
        } catch (ExecutionException failed) {
            return failure(failed.getCause() == null ? failed : failed.getCause());
        } finally {
            pending.cancel(true);
        }
    }

    private static Exchange failure(Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException refused -> new Exchange.NotSent(refused);
            case ConnectException refused -> new Exchange.NotSent(refused);
            case UnresolvedAddressException refused -> new Exchange.NotSent(refused);
            case IOException broken -> new Exchange.Lost("broke off before an answer was read", broken);
            default -> new Exchange.Lost("ended in an unexpected way", cause);
        };
    }
}
