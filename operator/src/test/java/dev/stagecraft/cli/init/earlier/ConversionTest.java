package dev.stagecraft.cli.init.earlier;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.cli.init.detect.Answers;
import dev.stagecraft.cli.init.detect.Findings;
import dev.stagecraft.cli.init.detect.GitRemote;
import dev.stagecraft.cli.init.detect.ProjectFiles;
import dev.stagecraft.cli.init.detect.UnreadableProject;
import dev.stagecraft.cli.init.manifest.Draft;
import dev.stagecraft.cli.init.manifest.Environment;
import dev.stagecraft.cli.init.manifest.Tree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Single rules of the conversion; whole configurations are in {@code src/test/resources/cli/init/from}. */
class ConversionTest {
    private static final String COMPOSE =
            "services: {api: {build: ./api}, web: {build: ./web}, plain: {image: x}, db: {image: postgres}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    databases: {a: {connection_env: A_URL, migrations: {path: ./m/}}}|path: m}
                    databases: {a: {connection_env: A_URL, migrations: {path: m, strategy: manual}}}|strategy: manual
                    migrations: {sources: {raw_sql_dir: m/sql}}|path: m/sql
                    backend: {providers: {generic: {build: {context: ./api, dockerfile: ./api/Dockerfile}}}}|services: [api]
                    backend: {provider: generic, build: {context: ./web}}|services: [web]
                    backend: {provider: generic, build: {dockerfile: x.Dockerfile}}|dockerfile: x.Dockerfile
                    frontend: {provider: generic, dev: {command: npm, workdir: web}}|dev: {command: [npm], directory: web}
                    secrets: {provider: encore, providers: {encore: {types: [dev]}}}|encore: {types: [dev]}
                    network: {provider: none}|name: shop
                    """)
    void whatItSaysIsInTheBase(String said, String base) {
        var converted = convert(said + "\nproject: {name: shop}\nenvironments: {prod: {}}\n");

        assertAll(
                () -> assertEquals(List.of(), converted.lost()),
                () -> assertTrue(base(converted).contains(base), base(converted)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    databases: {a: {migrations: {engine: raw, path: m}}}|databases.a|connection_env
                    databases: {a: {connection_env: A, migrations: {engine: prisma}}}|databases.a.migrations.engine|engine container
                    databases: {a: {connection_env: A, migrations: {engine: raw}}}|databases.a.migrations.engine|No directory
                    databases: {a: {connection_env: A, migrations: {path: /abs}}}|databases.a.migrations.path|no directory of the project
                    migrations: {default_engine: knex}|migrations.default_engine|engine container
                    migrations: {env: {prod: {enabled: false}}}|migrations.env.prod.enabled|databases: {main: null}
                    backend: {provider: generic, providers: {other: {a: 1}}}|backend.providers.other|not in use
                    frontend: {provider: vite, dev: {command: [x], workdir: nowhere}, a: 1}|frontend.a|not known
                    secrets: {provider: vault}|secrets.provider|no such provider
                    hosts: {app: [{name: a, address: 203.0.113.1, user: x}]}|hosts.app[0].user|spec.ssh.user
                    project: {name: shop, registry: 'a b'}|project.registry|no registry
                    network: {provider: headscale}|network|not implemented
                    migrations: {sources: {raw_sql_dir: m}, env: {nowhere: {sources: {raw_sql_dir: n}}}}|migrations.env.nowhere|no such environment
                    migrations: {env: {prod: {sources: {raw_sql_dir: n}}}}|migrations.env.prod.sources.raw_sql_dir|for all environments
                    secrets: {provider: envfile, providers: {envfile: {source_file: ../x.env}}}|secrets.providers.envfile.source_file|outside of the project
                    infra: {bootstrap: {ssh: {user: Big Joe}}}|infra.bootstrap.ssh.user|so it is root
                    infra: {bootstrap: {ssh: {port: 65536}}}|infra.bootstrap.ssh.port|so it is 22
                    environments: {prod: {driver: digitalocean, region: 'New York'}}|environments.prod.region|no slug
                    environments: {prod: {driver: digitalocean, size: 'Big One'}}|environments.prod.size|no slug
                    """)
    void whatItCannotSayIsListed(String said, String path, String why) {
        String project = said.startsWith("project") ? "" : "project: {name: shop}\n";

        String environments = said.startsWith("environments") ? "" : "\nenvironments: {prod: {}}\n";
        var lost = convert(project + said + environments).lost();

        assertTrue(
                lost.stream()
                        .anyMatch(each -> each.path().equals(path) && each.why().contains(why)),
                lost.toString());
    }

    @Test
    void migrationsOfAnEnvironmentAreCarriedOverAsItsNameWas() {
        var converted = convert(
                "project: {name: s}\nenvironments: {pre_prod: {}}\nmigrations: {sources: {raw_sql_dir: m}, env: {pre_prod: {sources: {raw_sql_dir: other}}}}\n");

        assertAll(
                () -> assertEquals(
                        List.of("environments.pre_prod"),
                        converted.lost().stream().map(Lost::path).toList()),
                () -> assertTrue(
                        overlay(converted, "pre-prod").contains("path: other"), overlay(converted, "pre-prod")));
    }

    @Test
    void migrationsOfAnEnvironmentAreListedWhereThereIsNoRemoteToReadThemFrom() {
        var lost = convert(
                        "project: {name: s}\nenvironments: {prod: {}}\nmigrations: {sources: {raw_sql_dir: m}, env: {prod: {sources: {raw_sql_dir: n}}}}\n",
                        Optional.empty())
                .lost();

        assertEquals(
                List.of("migrations.env.prod.sources.raw_sql_dir"),
                lost.stream().map(Lost::path).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
                    frontend: {provider: vite, dev: {command: [x], workdir: web}}|none|web
                    x-none: {}|web|none
                    """)
    void aBackendThatIsNoServiceOfTheComposeFileClaimsNone(String more, String backend, String frontend) {
        var converted = convert(
                "project: {name: s}\nenvironments: {prod: {}}\nbackend: {provider: generic, build: {context: ./backend}}\n"
                        + more,
                Optional.of(new GitRemote("https://git.example.com/a/b", "main")),
                "services: {web: {build: ./web}, db: {image: postgres}}");

        assertAll(
                () -> assertEquals(
                        List.of("backend.provider"),
                        converted.lost().stream().map(Lost::path).toList()),
                () -> assertEquals(
                        Optional.ofNullable(backend).map(List::of),
                        services(converted.draft().backend())),
                () -> assertEquals(
                        Optional.ofNullable(frontend).map(List::of),
                        services(converted.draft().frontend())),
                () -> assertTrue(converted.draft().build().isPresent()),
                () -> assertTrue(!base(converted).contains("./backend"), base(converted)));
    }

    private static Optional<List<String>> services(Optional<Draft.App> app) {
        return app.map(Draft.App::services);
    }

    @Test
    void aLineIsThatOfTheKey() {
        var lost = convert("project:\n  name: shop\n\n  # why\n  owner: me\nenvironments: {}\n")
                .lost();

        assertEquals(
                List.of(new Lost(
                        "project.owner", 5, "This key is not known. What a resource can say is in spec/example.yaml.")),
                lost);
    }

    @Test
    void ofTwoEnvironmentsThatAreCalledTheSameTheFirstCounts() {
        var converted =
                convert("project: {name: s}\nenvironments:\n  a_b: {driver: local}\n  A-B: {driver: digitalocean}\n");

        assertAll(
                () -> assertEquals(
                        List.of("a-b"),
                        converted.draft().environments().stream()
                                .map(Environment::name)
                                .toList()),
                () -> assertTrue(converted.draft().environments().getFirst().local()),
                () -> assertEquals(3, converted.lost().size()));
    }

    @Test
    void keysAreMergedAsYamlHasThem() {
        var converted = convert(
                "x-a: &a {driver: local}\nproject: {name: s}\nenvironments: {dev: {<<: [*a], driver: digitalocean}, e: {<<: *a}}\n");

        assertEquals(
                List.of(false, true),
                converted.draft().environments().stream()
                        .map(Environment::local)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "# nothing\n", "- list", "text", "a: [", "a: b\n c: d", "--- {}\n--- {}\n", "\u0000", "*x"})
    void whatIsNoConfigurationIsRefused(String text) {
        assertThrows(UnreadableProject.class, () -> convert(text));
    }

    @Test
    void aConfigurationThatNamesItselfIsRead() {
        assertEquals(
                List.of("a"),
                convert("a: &a {b: *a}\nproject: {name: s}\nenvironments: {prod: {}}\n").lost().stream()
                        .map(Lost::path)
                        .toList());
    }

    private static String base(Conversion.Converted converted) {
        return String.valueOf(Tree.of(converted.draft()).files().get("stagecraft/base/stagecraft.yaml"));
    }

    private static String overlay(Conversion.Converted converted, String environment) {
        return String.valueOf(
                Tree.of(converted.draft()).files().get("stagecraft/overlays/%s/patch.yaml".formatted(environment)));
    }

    private static Conversion.Converted convert(String text) {
        return convert(text, Optional.of(new GitRemote("https://git.example.com/a/b", "main")));
    }

    private static Conversion.Converted convert(String text, Optional<GitRemote> remote) {
        return convert(text, remote, COMPOSE);
    }

    private static Conversion.Converted convert(String text, Optional<GitRemote> remote, String compose) {
        var place = new Findings.Place("here", "", remote);
        var findings = Findings.of(
                place, ProjectFiles.of(Map.of("compose.yaml", compose)), Conversion.released("stagecraft.yml", text));
        return Conversion.of(
                "stagecraft.yml", text, findings, Answers.suggested(findings), new Conversion.Chosen(false, false));
    }
}
