package dev.stagecraft.cli.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A Secret that is not among the files is taken to have every variable that the application needs, wherever that is said. */
class GivenSecretsTest {
    private static final String RESOURCE = """
            apiVersion: stagecraft.dev/v1alpha1
            kind: Stagecraft
            metadata: {name: shop, namespace: shop}
            spec:
              project: {name: shop, registry: registry.example.com/acme}
              environment: staging
              version: v2
              source: {git: {url: https://git.example.com/acme/shop.git, ref: main}}
              compose: {path: compose.yaml}
              envFrom: [{secretRef: {name: shop-env}}]
              cloud:
                provider: static
                providers: {static: {hosts: {app: {address: 203.0.113.7, hostKeySecretRef: {name: host-keys, key: app}}}}}
              hosts: [{name: app, role: app}]
              ssh: {keySecretRef: {name: shop-ssh}}
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void resource() throws IOException {
        write("shop.yaml", RESOURCE);
    }

    private void write(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.resolveSibling(""));
        Files.writeString(file, text);
    }

    private void assertValid() {
        var checked = CliRun.in(directory).run("validate", "-f", "shop.yaml");
        var planned = CliRun.in(directory).run("plan", "-f", "shop.yaml");

        assertEquals(0, checked.exitCode(), checked::text);
        assertTrue(checked.out().contains("taken as given: Secrets host-keys, shop-env, shop-ssh"), checked::text);
        assertEquals(2, planned.exitCode(), planned::text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "services: {web: {image: \"nginx:1\", environment: {A: \"${DB_PASSWORD}\"}}}",
                "services: {web: {image: \"nginx:1\", environment: {A: \"${URL:-postgres://${DB_USER}:${DB_PASSWORD}@db/x}\"}}}",
                "services: {web: {image: \"nginx:1\", environment: {A: \"${TOKEN:?must be there}\"}}}",
                "services: {web: {image: \"nginx:1\", environment: {A: \"${ON:?say it}${ON:+${MORE}}\"}}}",
                "{services: {web: {image: \"nginx:1\", secrets: [db]}}, secrets: {db: {environment: DB_PASSWORD}}}",
                "{include: [infra/part.yaml], services: {web: {image: \"nginx:1\"}}}",
                "services: {web: {extends: {file: infra/part.yaml, service: db}}}",
                "services: {web: {image: \"nginx:1\", env_file: [infra/app.vars]}}",
            })
    void theComposeFileNeedsIt(String compose) throws IOException {
        write("compose.yaml", compose);
        write(
                "infra/part.yaml",
                "services: {db: {image: \"postgres:17\", environment: {P: \"${POSTGRES_PASSWORD}\"}}}");
        write("infra/app.vars", "DATABASE_URL=postgres://shop:${DB_PASSWORD}@db/shop\n");

        assertValid();
    }

    @Test
    void aDotenvFileOfTheResourceNeedsIt() throws IOException {
        write("compose.yaml", "services: {web: {image: \"nginx:1\", environment: {A: \"${DATABASE_URL}\"}}}");
        write("staging.vars", "DATABASE_URL=postgres://shop:${DB_PASSWORD}@db/${NAME:-shop}\n");
        write("shop.yaml", RESOURCE.replace("{name: shop-env}}]", "{name: shop-env}}, {path: staging.vars}]"));

        assertValid();
    }

    @Test
    void theBackendNeedsIt() throws IOException {
        write("compose.yaml", "services: {api: {image: \"registry.example.com/acme/api\"}}");
        write("encore.app", "{\"id\": \"\", \"lang\": \"typescript\"}");
        write("api/api.ts", """
                import { secret } from "encore.dev/config";
                const stripe = secret("STRIPE_KEY");
                """);
        write("shop.yaml", RESOURCE + """
                          build: {executor: host, role: app}
                          backend:
                            provider: encore-ts
                            services: [api]
                            providers:
                              encore-ts:
                                redis: {cache: {host: "cache:6379", password: {env: CACHE_PASSWORD}}}
                        """);

        assertValid();
    }

    /** An image must not take what a Secret has, so it is not taken to have it. */
    @Test
    void anImageNeedsAnotherPlace() throws IOException {
        write("compose.yaml", "services: {web: {image: \"nginx:${TAG}\"}}");

        var checked = CliRun.in(directory).run("validate", "-f", "shop.yaml");

        assertEquals(1, checked.exitCode(), checked::text);
        assertTrue(
                checked.out().contains("The variable TAG has no value here; define it in env or envFrom"),
                checked::text);
    }
}
