package dev.stagecraft.provider.cloud.digitalocean;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagecraft.provider.cloud.CloudException.Code;
import dev.stagecraft.secret.Secret;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends a request once, to the one origin, within one deadline. The JDK's client repeats nothing but GET by itself. */
final class Transport {
    private final HttpClient client;
    private final URI origin;
    private final Duration deadline;
    private final int maxBytes;

    Transport(DigitalOceanSettings settings) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(settings.connectTimeout())
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        this.origin = settings.baseUrl();
        this.deadline = settings.requestTimeout();
        this.maxBytes = settings.maxResponseBytes();
    }

    /** What {@code target}, such as {@code /v2/droplets?page=2}, is called in full. */
    URI resolve(String target) {
        return origin.resolve(target);
    }

    /** True if the token may be sent there. */
    boolean sameOrigin(URI url) {
        return origin.getScheme().equals(url.getScheme())
                && origin.getHost().equalsIgnoreCase(String.valueOf(url.getHost()))
                && port(origin) == port(url);
    }

    /** Blocks for the deadline at most; interrupting the thread ends it as lost. */
    Exchange send(ApiRequest request, Secret token) {
        CompletableFuture<HttpResponse<byte[]>> pending =
                client.sendAsync(http(request, token), BodyHandlers.limiting(BodyHandlers.ofByteArray(), maxBytes));
        try {
            HttpResponse<byte[]> response = pending.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            return new Exchange.Answer(response.statusCode(), response.headers(), Json.read(response.body()));
        } catch (TimeoutException late) {
            return new Exchange.Lost(Code.TIMEOUT, "gave no answer within " + deadline.toMillis() + " ms", late);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new Exchange.Lost(Code.TIMEOUT, "was not waited for, as the operator is stopping", stopped);
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
            case IOException broken ->
                new Exchange.Lost(Code.UNREACHABLE, "broke off before an answer was read", broken);
            default -> new Exchange.Lost(Code.PROTOCOL, "ended in an unexpected way", cause);
        };
    }

    private HttpRequest http(ApiRequest request, Secret token) {
        var body = request.body()
                .map(json ->
                        HttpRequest.BodyPublishers.ofByteArray(json.toString().getBytes(UTF_8)))
                .orElseGet(HttpRequest.BodyPublishers::noBody);
        var builder = HttpRequest.newBuilder(resolve(request.target()))
                .method(request.method(), body)
                .header("Accept", "application/json")
                .header("User-Agent", "stagecraft")
                .header("Authorization", "Bearer " + token.reveal());
        return (request.body().isPresent() ? builder.header("Content-Type", "application/json") : builder).build();
    }

    private static int port(URI url) {
        if (url.getPort() >= 0) {
            return url.getPort();
        }
        return "https".equals(url.getScheme()) ? 443 : 80;
    }
}
