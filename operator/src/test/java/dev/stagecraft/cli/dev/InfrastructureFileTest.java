package dev.stagecraft.cli.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.stagecraft.CliSessions;
import dev.stagecraft.cli.session.CommandFailure;
import dev.stagecraft.cli.session.Console;
import dev.stagecraft.cli.session.Documents;
import dev.stagecraft.cli.session.Screen;
import dev.stagecraft.cli.session.Session;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Compose is given, from files to the last variable. */
class InfrastructureFileTest {
    private static final String SHOP = """
        apiVersion: stagecraft.dev/v1alpha1
        kind: Stagecraft
        metadata: {name: shop-dev, namespace: shop}
        spec:
          project: {name: shop, registry: registry.example.com/acme}
          environment: dev
          version: v1
          compose: {path: deploy/compose.yml}
          services: {db: {rollout: {strategy: Manual}, ports: ["5433:5432"]}}
          env: [{name: PATH, value: /app}, {name: DOCKER_HOST, value: "tcp://elsewhere"}]
          envFrom: [{secretRef: {name: shop-env}}]
          backend: {provider: generic, services: [web], providers: {generic: {dev: {command: ["true"]}}}}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: shop-env}
        data: {PASSWORD: c2VjcmV0}
        """;

    @TempDir
    Path directory;

    @Test
    void theFileNamesVariablesAndHoldsNoneOfTheirValues() throws IOException {
        write("deploy/.env", "REDIS=6\nUNUSED=1\n");
        write("deploy/compose.yml", """
            name: not-this
            services:
              web: {build: ../backend, depends_on: [queue]}
              queue:
                image: "redis:${REDIS:-7}"
                environment: [MODE=queue, "TOKEN=${PASSWORD}", TZ]
                volumes: [./queue.conf:/queue.conf]
                depends_on: {db: {condition: service_healthy}}
              db:
                image: postgres
                environment: {POSTGRES_PASSWORD: dev}
            """);

        Application application = application();
        DevPlan plan = DevPlan.of(application.found(), List.of());

        assertEquals(List.of("db", "queue"), plan.infrastructure());
        assertEquals("""
            services:
              queue:
                image: "redis:${STAGECRAFT_INCLUDED_0_REDIS:-7}"
                environment:
                  MODE: queue
                  TOKEN: "${PASSWORD}"
                  TZ: null
                  DOCKER_HOST: "${STAGECRAFT_GIVEN_DOCKER_HOST}"
                  PASSWORD: "${STAGECRAFT_GIVEN_PASSWORD}"
                  PATH: "${STAGECRAFT_GIVEN_PATH}"
                volumes:
                - ./deploy/queue.conf:/queue.conf
                depends_on:
                  db:
                    condition: service_healthy
              db:
                image: postgres
                environment:
                  POSTGRES_PASSWORD: dev
                ports:
                - 5433:5432
            """, Documents.yaml(file(application, plan)));
        var environment = LocalEnvironment.ofCompose(
                Map.of("PATH", "/bin", "DOCKER_HOST", "unix:///engine"), application.found());
        assertEquals("/bin", environment.get("PATH"));
        assertEquals("unix:///engine", environment.get("DOCKER_HOST"));
        assertEquals("/app", environment.get("STAGECRAFT_GIVEN_PATH"));
        assertEquals("secret", environment.get("PASSWORD"));
        assertEquals("6", environment.get("STAGECRAFT_INCLUDED_0_REDIS"));
        assertEquals("v1", environment.get("STAGECRAFT_VERSION"));
        var process = new LocalEnvironment(
                        Map.of("PATH", "/bin", "DOCKER_HOST", "unix:///engine"),
                        application.found().environment())
                .of(plan.processes().getFirst());
        assertEquals(Map.of("PATH", "/bin", "DOCKER_HOST", "tcp://elsewhere", "PASSWORD", "secret"), process);
    }

    @Test
    void aServiceThatSharesSomethingWithAProcessIsRefused() throws IOException {
        write("deploy/compose.yml", """
            services:
              web: {build: ../backend}
              db: {image: postgres, network_mode: "service:web"}
            """);

        Application application = application();
        DevPlan plan = DevPlan.of(application.found(), List.of());

        var failure = assertThrows(CommandFailure.class, () -> file(application, plan));
        assertEquals(
                "spec.compose: services.db.network_mode: what it names does not run in a container here, and only"
                        + " containers can share it; take the service out for development with mode: external.",
                failure.getMessage());
    }

    private static ObjectNode file(Application application, DevPlan plan) {
        return InfrastructureFile.of(
                application.found().compose(),
                plan.infrastructure(),
                application.found().environment().values().keySet(),
                InfrastructureFile.manual(application.spec().services()));
    }

    private Application application() throws IOException {
        write("shop.yaml", SHOP);
        var console = new Console(System.out, System.err, Screen.none());
        var session = CliSessions.of(new Session.Surroundings(
                directory, Map.of(), InputStream.nullInputStream(), console, Clock.systemUTC()));
        return Application.read(session, List.of("shop.yaml"), Map.of());
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
