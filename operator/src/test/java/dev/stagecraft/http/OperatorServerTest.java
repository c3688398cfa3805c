package dev.stagecraft.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class OperatorServerTest {
    private final AtomicReference<Optional<String>> apiServer = new AtomicReference<>(Optional.empty());
    private final CountDownLatch release = new CountDownLatch(1);
    private final HttpClient client = HttpClient.newHttpClient();
    private OperatorServer server = start(
            List.of(new HealthCheck("threads", Optional::empty)),
            List.of(new HealthCheck("threads", Optional::empty), new HealthCheck("api-server", apiServer::get)));

    @AfterEach
    void stop() {
        release.countDown();
        server.close();
        client.close();
    }

    @Test
    void allChecksWellIsReadyWithEachNamed() throws Exception {
        var answer = get("/readyz");

        assertEquals(200, answer.statusCode());
        assertEquals("[+] threads\n[+] api-server\n", answer.body());
    }

    @Test
    void outageOfTheApiServerEndsReadinessAndLeavesLiveness() throws Exception {
        apiServer.set(Optional.of("no answer\nfrom https://10.0.0.1"));

        assertEquals(503, get("/readyz").statusCode());
        assertEquals(
                "[+] threads\n[-] api-server: no answer from https://10.0.0.1\n",
                get("/readyz").body());
        assertEquals(200, get("/livez").statusCode());

        apiServer.set(Optional.empty());
        assertEquals(200, get("/readyz").statusCode());
    }

    @Test
    void checkThatHangsFailsByItsDeadlineAndTheOthersStillAnswer() throws Exception {
        restart(
                new HealthCheck("hangs", () -> {
                    try {
                        release.await();
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                    return Optional.empty();
                }),
                new HealthCheck("well", Optional::empty));

        var answer = get("/readyz");

        assertEquals(503, answer.statusCode());
        assertEquals("[-] hangs: no answer within 2000 ms\n[+] well\n", answer.body());
    }

    @Test
    void checkThatThrowsFailsWithoutShowingWhatItSaid() throws Exception {
        restart(new HealthCheck("throws", () -> {
            throw new IllegalStateException("hunter2");
        }));

        assertEquals(
                "[-] throws: the check itself failed: IllegalStateException\n",
                get("/readyz").body());
    }

    @Test
    void longProblemIsCut() throws Exception {
        restart(new HealthCheck("long", () -> Optional.of("x".repeat(5000))));

        assertTrue(get("/readyz").body().length() < 400);
    }

    @Test
    void metricsAreMadeAnewForEachScrapeWithTheirContentType() throws Exception {
        var first = get("/metrics");

        assertEquals("up 1\n", first.body());
        assertEquals(
                Optional.of("text/plain; version=0.0.4; charset=utf-8"),
                first.headers().firstValue("Content-Type"));
    }

    @Test
    void metricsThatCannotBeMadeAreAFailureWithoutDetails() throws Exception {
        server.close();
        server = OperatorServer.start(loopback(), new Endpoints(List.of(), List.of(), () -> {
            throw new IllegalStateException("hunter2");
        }));

        var answer = get("/metrics");

        assertEquals(500, answer.statusCode());
        assertFalse(answer.body().contains("hunter2"));
    }

    @Test
    void otherPathsAndMethodsAreRefused() throws Exception {
        assertEquals(404, get("/").statusCode());
        assertEquals(404, get("/livez/more").statusCode());
        assertEquals(404, get("/livezz").statusCode());
        assertEquals(404, get("/debug/pprof").statusCode());

        var posted = client.send(
                request("/metrics").POST(BodyPublishers.ofString("x")).build(), BodyHandlers.ofString());
        assertEquals(405, posted.statusCode());
        assertEquals(Optional.of("GET, HEAD"), posted.headers().firstValue("Allow"));
    }

    @Test
    void headHasTheLengthAndNoBody() throws Exception {
        var answer = client.send(request("/livez").HEAD().build(), BodyHandlers.ofString());

        assertEquals(200, answer.statusCode());
        assertEquals("", answer.body());
    }

    @Test
    void closeStopsListening() {
        server.close();

        assertThrows(IOException.class, () -> get("/livez"));
    }

    @Test
    void takenPortIsASentence() {
        var failure = assertThrows(
                UncheckedIOException.class,
                () -> OperatorServer.start(server.address(), new Endpoints(List.of(), List.of(), () -> "")));

        assertTrue(String.valueOf(failure.getMessage()).contains("is the port taken?"), failure::toString);
    }

    @Test
    void checkNeedsAProperName() {
        assertThrows(IllegalArgumentException.class, () -> new HealthCheck("API server", Optional::empty));
    }

    private void restart(HealthCheck... readiness) {
        server.close();
        server = start(List.of(), List.of(readiness));
    }

    private static OperatorServer start(List<HealthCheck> liveness, List<HealthCheck> readiness) {
        return OperatorServer.start(loopback(), new Endpoints(liveness, readiness, () -> "up 1\n"));
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(request(path).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + server.address().getPort() + path))
                .timeout(Duration.ofSeconds(10));
    }
}
