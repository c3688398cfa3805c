package dev.stagecraft.sandbox.digitalocean;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ContractTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GOOD = """
            {"name": "shop-prod-app-1", "region": "nyc3", "size": "s-1vcpu-1gb", "image": "ubuntu-24-04-x64", "tags": ["a:b"]}""";

    private final TestClock clock = new TestClock();
    private final SimulatedDigitalOcean api = SimulatedDigitalOcean.start(SimulatedDigitalOcean.Options.at(clock));
    private final HttpClient http = HttpClient.newHttpClient();
    private Contract contract;

    @BeforeEach
    void readTheContractOrSkip() {
        assumeTrue(
                Contract.load().isPresent(),
                "skipped: DigitalOcean's contract is not at " + Contract.location() + "; set STAGECRAFT_SHARED");
        contract = Contract.load().orElseThrow();
    }

    @AfterEach
    void stop() {
        http.close();
        api.close();
    }

    @Test
    void everyAnswerOfTheSimulatorKeepsToTheContract() throws Exception {
        // Given
        Team team = api.team("acme", "token");
        long droplet = team.seed("gw", Set.of("web")).id();
        long fresh =
                send("POST", "/v2/droplets", GOOD).path("droplet").path("id").asLong();
        send("POST", "/v2/droplets", GOOD.replace("\"name\": \"shop-prod-app-1\"", "\"names\": [\"a\", \"b\"]"));

        // When
        for (String path : List.of(
                "/v2/account",
                "/v2/account/keys",
                "/v2/sizes",
                "/v2/regions",
                "/v2/images",
                "/v2/images/debian-13-x64",
                "/v2/images/nothing",
                "/v2/droplets",
                "/v2/droplets?per_page=1&page=2",
                "/v2/droplets?tag_name=web",
                "/v2/droplets?name=gw",
                "/v2/droplets/" + droplet,
                "/v2/droplets/1",
                "/v2/actions",
                "/v2/droplets/" + droplet + "/actions")) {
            send("GET", path, "");
        }
        for (String type : List.of(
                "power_off",
                "power_on",
                "reboot",
                "rename\", \"name\": \"other",
                "resize\", \"size\": \"s-1vcpu-2gb")) {
            long action = send("POST", "/v2/droplets/" + droplet + "/actions", "{\"type\": \"" + type + "\"}")
                    .path("action")
                    .path("id")
                    .asLong();
            send("GET", "/v2/actions/" + action, "");
            send("GET", "/v2/droplets/" + droplet + "/actions/" + action, "");
        }
        team.lock(fresh, true);
        send("DELETE", "/v2/droplets/" + fresh, "");
        send("DELETE", "/v2/droplets/" + droplet, "");
        send("DELETE", "/v2/droplets/" + droplet, "");

        // Then
        assertEquals(List.of(), violations());
        assertEquals(35, api.journal().entries().size());
    }

    @Test
    void refusalsKeepToTheContract() throws Exception {
        // Given
        Team team = api.team("acme", "token");
        api.weather(Weather.calm().limits(100, 8));

        // When
        for (String bad : List.of(
                GOOD.replace("nyc3", "moon1"), GOOD.replace("s-1vcpu-1gb", "huge"), GOOD.replace("a:b", "a b"))) {
            assertEquals(
                    "unprocessable_entity",
                    send("POST", "/v2/droplets", bad).path("id").asText());
        }
        team.dropletLimit(0);
        send("POST", "/v2/droplets", GOOD);
        team.makeReadOnly("token");
        assertEquals("forbidden", send("POST", "/v2/droplets", GOOD).path("id").asText());
        api.revoke("token");
        assertEquals("unauthorized", send("GET", "/v2/droplets", "").path("id").asText());
        api.team("acme", "token");
        send("GET", "/v2/droplets", "");
        send("GET", "/v2/droplets", "");
        assertEquals(
                "too_many_requests", send("GET", "/v2/droplets", "").path("id").asText());

        // Then
        assertEquals(List.of(), violations());
        JournalEntry last = api.journal().entries().getLast();
        assertEquals(429, last.status());
        assertEquals("0", last.headers().get("ratelimit-remaining"));
        assertEquals("61", last.headers().get("retry-after"));
    }

    @Test
    void theCheckItselfFindsWhatLeavesTheContract() throws Exception {
        // Given
        JsonNode good = JSON.readTree("{\"name\": \"a\", \"size\": \"s\", \"image\": 1}");
        ObjectNode droplet = api.team("acme", "token").seed("gw", Set.of()).json();
        ObjectNode body = JSON.createObjectNode();
        body.set("droplet", droplet);

        // When
        List<List<String>> found = List.of(
                contract.violations(entry("GET", "/v2/moons", Map.of(), MissingNode.getInstance(), body)),
                contract.violations(entry("GET", "/v2/droplets/1", Map.of("x", "1"), MissingNode.getInstance(), body)),
                contract.violations(entry("GET", "/v2/droplets/1", Map.of(), good, body)),
                contract.violations(
                        entry("GET", "/v2/droplets/1", Map.of(), MissingNode.getInstance(), wrongStatus(body))),
                contract.violations(
                        entry("GET", "/v2/droplets", Map.of("per_page", "201"), MissingNode.getInstance(), body)),
                contract.violations(entry("POST", "/v2/droplets", Map.of(), JSON.readTree("{\"name\": \"a\"}"), body)));

        // Then
        found.forEach(violations -> assertFalse(violations.isEmpty()));
        assertEquals(
                List.of(),
                contract.violations(entry("GET", "/v2/droplets/1", Map.of(), MissingNode.getInstance(), body)));
    }

    private static JsonNode wrongStatus(ObjectNode body) {
        ObjectNode copy = body.deepCopy();
        ((ObjectNode) copy.path("droplet")).put("status", "asleep");
        return copy;
    }

    private static JournalEntry entry(
            String method, String path, Map<String, String> query, JsonNode request, JsonNode response) {
        var headers = Map.of("ratelimit-limit", "5000", "ratelimit-remaining", "1", "ratelimit-reset", "1");
        return new JournalEntry("acme", method, path, query, request, 200, headers, response, "");
    }

    private List<String> violations() {
        return api.journal().entries().stream()
                .flatMap(entry -> contract.violations(entry).stream())
                .toList();
    }

    private JsonNode send(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(api.baseUrl() + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer token")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        String answer = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
        return answer.isEmpty() ? MissingNode.getInstance() : JSON.readTree(answer);
    }
}
