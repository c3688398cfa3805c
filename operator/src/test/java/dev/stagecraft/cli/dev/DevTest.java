package dev.stagecraft.cli.dev;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.CliRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command on files, with processes that end by themselves; golden files in {@code cli/dev}. */
@Timeout(60)
class DevTest {
    private static final String SHOP = """
        apiVersion: stagecraft.dev/v1alpha1
        kind: Stagecraft
        metadata: {name: shop-dev, namespace: shop}
        spec:
          project: {name: shop, registry: registry.example.com/acme}
          environment: dev
          compose: {path: docker-compose.yml}
          services:
            web: {health: {path: /healthz, port: 8080}}
            db: {rollout: {strategy: Manual}, ports: ["127.0.0.1:5433:5432"]}
            search: {mode: external}
          env: [{name: LOG_LEVEL, value: debug}, {name: URL, value: "http://$x"}]
          envFrom:
            - {secretRef: {name: shop-env}}
            - {configMapRef: {name: shop-settings, key: dev.env}}
          backend:
            provider: generic
            services: [web, worker]
            providers:
              generic:
                dev: {command: [npm, run, dev, --, --name, my shop]}
                services: {worker: {dev: {command: [sh, -c, 'echo "$GREETING from $(basename "$PWD")"; exit 4']}}}
          frontend:
            provider: generic
            services: [site]
            providers: {generic: {dev: {command: [npx, vite], directory: site}}}
        ---
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: shop-settings}
        data:
          dev.env: |
            NAME=world
            GREETING="hello $NAME"
        """;

    private static final String COMPOSE = """
        services:
          web:
            build: {context: backend}
            depends_on: [db, search]
            environment: {PORT: "8080"}
          worker:
            build: worker
            depends_on: [queue]
          site:
            build: site
            ports: ["80:5173"]
            depends_on: [web]
          db:
            image: postgres:16
            environment: [POSTGRES_PASSWORD=dev]
            volumes: [data:/var/lib/postgresql/data, ./init.sql:/init.sql:ro]
          queue:
            image: "redis:${REDIS:-7}"
            environment: [MODE=queue, TZ]
            depends_on: [db]
          search: {image: opensearch}
        volumes: {data: {}}
        """;

    @TempDir
    Path directory;

    @BeforeEach
    void project() throws IOException {
        Files.createDirectories(directory.resolve(".git"));
        for (String name : new String[] {"backend", "worker", "site"}) {
            Files.createDirectories(directory.resolve(name));
        }
        write("docker-compose.yml", COMPOSE);
        write("shop.yaml", SHOP);
    }

    @Test
    void aDryRunSaysWhatWouldRunAndNoValue() throws IOException {
        var run = shop();
        var result = run.run("dev", "-f", "shop.yaml", "--dry-run");

        run.golden("dev/dry-run", result);
        assertFalse(result.text().contains("hello world"));
        onThePage(result.out());
    }

    /** The page of the command shows what it prints. */
    private void onThePage(String text) throws IOException {
        String page = Files.readString(
                Path.of(System.getProperty("stagecraft.root", "..")).resolve("spec/cli-dev.md"));
        String shown =
                text.replace(directory.toString(), "DIRECTORY").replaceAll("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:PORT");
        assertTrue(page.contains("```console\n") && page.contains(shown.strip() + "\n```"), shown);
    }

    @Test
    void servicesBringWhatTheyDependOn() {
        var run = shop();

        run.golden("dev/one-service", run.run("dev", "-f", "shop.yaml", "--dry-run", "worker"));
    }

    @Test
    void localNamesLeadToTheFrontendFirst() throws IOException {
        var run = shop();

        run.golden("dev/https", run.run("dev", "-f", "shop.yaml", "--dry-run", "--https", "--http-port=8000"));
        var domain = run.run(
                "dev", "-f", "shop.yaml", "--dry-run", "--domain=acme.test", "--port", "worker=9000", "web", "worker");
        run.golden("dev/domain", domain);
        onThePage(domain.out().replaceAll("(?s)^.*(Under these names:.*)\n\nWith.*$", "$1"));
    }

    @Test
    void whatItCannotDoIsToldBeforeAnythingStarts() throws IOException {
        assertEquals(
                "error: The compose file has no service 'nope'; it has: db, queue, site, web, worker.\n",
                error("nope"));
        assertEquals(
                "error: --domain shop.example.com: a local domain is lower-case letters, digits and dashes and ends in"
                        + " .localhost, .test or .internal, as in shop.localhost.\n",
                error("--domain", "shop.example.com"));
        assertEquals(
                "error: No service has a port that a local name could lead to; say spec.services.<service>.health.port,"
                        + " or --port SERVICE=PORT.\n",
                error("--https", "worker"));
        assertEquals(
                "error: --port db: there is no process of that service here; there are those of worker.\n",
                error("--https", "--port=db=1", "worker"));
        assertEquals(
                "error: --port worker=99999: 99999 is no port; it is 1 to 65535.\n",
                error("--https", "--port=worker=99999", "worker"));
        assertEquals(
                "error: --port worker=0: 0 is no port; it is 1 to 65535.\n",
                error("--https", "--port=worker=0", "worker"));
        assertEquals(
                "error: --env-file values.env cannot be read: there is no such file, it may not be read, or it is no"
                        + " text.\n",
                error("--env-file", "values.env"));

        write("shop.yaml", SHOP.replace("dev: {command: [npx, vite], directory: site}", ""));
        assertEquals(
                "error: spec.frontend.providers.generic: no command is known that runs 'site' from a checkout; add dev:"
                        + " {command: [npm, run, dev]} there, or name the services to run.\n",
                error());
        write("shop.yaml", SHOP.replace("command: [npx, vite]", "comand: [npx, vite]"));
        assertTrue(error().startsWith("error: InvalidConfig: spec.frontend.providers.generic.dev.co"), this::error);
        write("shop.yaml", SHOP.replace("envFrom:", "envFrom:\n    - {path: .env.dev}"));
        assertEquals(
                "error: ReferenceNotFound: spec.envFrom[0].path: commit checkout has no file .env.dev, or one of more"
                        + " than a MiB\n",
                error());
        write("shop.yaml", "kind: ConfigMap\n");
        assertEquals(
                "error: The files hold no Stagecraft, only ConfigMap; name the file that declares one with -f.\n",
                error());
        write("shop.yaml", SHOP + "---\n" + SHOP.replace("environment: dev", "environment: prod"));
        assertEquals(
                "error: The files hold more than one Stagecraft: shop-dev (dev), shop-dev (prod); choose one with"
                        + " --env, or name its file with -f.\n",
                error());
        assertEquals(
                0,
                shop().run("dev", "-f", "shop.yaml", "--dry-run", "--env=prod").exitCode());
    }

    @Test
    void aProgramOrADirectoryThatIsMissingIsToldBeforeAnythingStarts() throws IOException {
        write("encore/encore.app", "{\"id\": \"shop\", \"lang\": \"typescript\"}");
        write(
                "shop.yaml",
                SHOP.replace("dev: {command: [npm, run, dev, --, --name, my shop]}", "")
                        .replace(
                                "services: {worker: {dev: {command: [sh, -c, 'echo \"$GREETING from $(basename"
                                        + " \"$PWD\")\"; exit 4']}}}",
                                "")
                        .replace(
                                "provider: generic\n    services: [web, worker]",
                                "provider: encore-ts\n    services: [web, worker]")
                        .replace("      generic:\n        \n", "      encore-ts: {app: encore}\n"));
        assertEquals(
                "error: ProviderNotAvailable: spec.backend.providers.encore-ts: 'web+worker' runs by 'encore', and"
                        + " there is no such program on the PATH; install it.\n",
                error("worker"));

        Files.delete(directory.resolve("site"));
        write("shop.yaml", SHOP);
        assertTrue(error().contains("there is no such directory; correct dev.directory."), this::error);
    }

    @Test
    void theEnvironmentOfAProcessIsTheResolvedOneAndItsEndEndsTheRun() throws IOException {
        write("docker-compose.yml", COMPOSE.replace("    depends_on: [queue]\n", ""));
        write("mine.env", "NAME=me # local\n");
        var run = shop();

        var result = run.run("dev", "-f", "shop.yaml", "--env-file", "mine.env", "--no-restart", "worker");

        assertEquals("""
            worker     | hello me from worker
            stagecraft | worker ended with code 4 after TIME.
            """, result.out().replaceAll("after [0-9.]+ s", "after TIME"));
        assertEquals(1, result.exitCode());
        assertEquals("", result.err());
    }

    @Test
    void aPlaceForItsFilesThatCannotBeWrittenIsTold() throws IOException {
        write("docker-compose.yml", COMPOSE.replace("    depends_on: [queue]\n", ""));
        write(".local/state/stagecraft/dev/shop", "");
        Path state = directory.resolve(".local/state/stagecraft/dev/shop");
        assertEquals(
                "error: %1$s is there already and in the way; move it away, or name another file. It is kept in %1$s, where"
                                .formatted(state)
                        + " a run with sudo leaves root's files; XDG_STATE_HOME names another place.\n",
                error("worker"));

        Files.delete(state);
        Files.createDirectories(state.resolve("lock"));
        assertTrue(
                error("worker")
                        .startsWith("error: " + state.resolve("lock") + " cannot be read or written: Is a directory;"),
                () -> error("worker"));
    }

    @Test
    void theOverlayForDevelopmentIsTheDefault() throws IOException {
        write("stagecraft/overlays/dev/shop.yaml", SHOP);
        assertEquals(shop().run("dev", "--dry-run", "-f", "shop.yaml"), shop().run("dev", "--dry-run"));
        write("stagecraft/overlays/dev/kustomization.yaml", "resources: [shop.yaml]\n");
        write("bin/kubectl", "#!/bin/sh\n[ \"$1\" = kustomize ] && cat \"$2/shop.yaml\"\n");
        assertTrue(directory.resolve("bin/kubectl").toFile().setExecutable(true));

        var result =
                shop().with("PATH", directory.resolve("bin") + ":/usr/bin:/bin").run("dev", "--dry-run");

        assertEquals(0, result.exitCode(), result::err);
        assertEquals(
                "error: There is no stagecraft/overlays/prod and no stagecraft/base in " + directory
                        + "; name the files with -f, or let stagecraft init make them.\n",
                shop().run("dev", "--env=prod").err());
    }

    private String error(String... more) {
        var words = new ArrayList<>(List.of("dev", "-f", "shop.yaml"));
        words.addAll(List.of(more));
        var result = shop().run(words.toArray(String[]::new));
        assertEquals(1, result.exitCode(), result::text);
        assertEquals("", result.out());
        return result.err().replaceAll("(?m)^warning: .*\n", "");
    }

    private CliRun shop() {
        return CliRun.in(directory).with("PATH", "/usr/bin:/bin");
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
