package dev.stagecraft.provider.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.provider.SecretReference;
import dev.stagecraft.provider.Violation;
import dev.stagecraft.provider.backend.generic.GenericBackend;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DockerfileConfigTest {
    private static final BackendProvider PROVIDER = new GenericBackend();

    @ParameterizedTest
    @CsvSource(
            value = {
                "[] | '' | INVALID",
                "{bild: {}} | bild | UNKNOWN_KEY",
                "{build: .} | build | INVALID",
                "{build: {contxt: .}} | build.contxt | UNKNOWN_KEY",
                "{build: {context: /etc}} | build.context | INVALID",
                "{build: {context: ../other}} | build.context | INVALID",
                "{build: {context: [a]}} | build.context | INVALID",
                "{build: {dockerfile: 1}} | build.dockerfile | INVALID",
                "{build: {target: 'a b'}} | build.target | INVALID",
                "{build: {args: [A=b]}} | build.args | INVALID",
                "{build: {args: {A: 1}}} | build.args.A | INVALID",
                "{build: {args: {A-B: x}}} | build.args.A-B | INVALID",
                "{build: {secrets: [a]}} | build.secrets | INVALID",
                "{build: {secrets: {a: {name: s}}}} | build.secrets.a.key | MISSING",
                "{build: {secrets: {a: null}}} | build.secrets.a | MISSING",
                "{build: {secrets: {'a,b': {name: s, key: k}}}} | build.secrets.a,b | INVALID",
                "{services: [web]} | services | INVALID",
                "{services: {web: {image: x}}} | services.web.image | UNKNOWN_KEY",
                "{services: {web: []}} | services.web | INVALID",
                "{services: {web: {build: {args: {A: true}}}}} | services.web.build.args.A | INVALID",
                "{dev: npm run dev} | dev | INVALID",
                "{dev: {}} | dev.command | INVALID",
                "{dev: {command: []}} | dev.command | INVALID",
                "{dev: {command: [npm, 1]}} | dev.command | INVALID",
                "{dev: {command: [npm], directory: ..}} | dev.directory | INVALID",
                "{services: {web: {dev: {comand: [x], command: [x]}}}} | services.web.dev.comand | UNKNOWN_KEY",
            },
            delimiter = '|')
    void everyFaultHasItsPath(String config, String path, Violation.Code code) {
        List<Violation> violations = PROVIDER.check(AppRequests.yaml(config));
        assertEquals(
                List.of(path + " " + code),
                violations.stream()
                        .map(found -> found.path() + " " + found.code())
                        .toList());
    }

    @Test
    void allFaultsAreFoundAtOnce() {
        var violations =
                PROVIDER.check(AppRequests.yaml("{x: 1, build: {y: 1, args: {A: 1}}, services: {web: {z: 1}}}"));
        assertEquals(
                List.of("x", "services.web.z", "build.y", "build.args.A"),
                violations.stream().map(Violation::path).toList());
    }

    @Test
    void nothingHasToBeSaid() {
        assertEquals(List.of(), PROVIDER.check(AppRequests.yaml("")));
        assertEquals(List.of(), PROVIDER.check(AppRequests.yaml("{}")));
        assertEquals(List.of(), PROVIDER.check(AppRequests.yaml("""
                                build: {context: ./backend, dockerfile: Dockerfile, target: prod, args: {A: b}}
                                dev: {command: [npm, run, dev], directory: backend}
                                services: {worker: {build: {context: worker}}}
                                """)));
    }

    @Test
    void secretsAreReferencesById() {
        var config = AppRequests.yaml("""
                        build: {secrets: {npm: {name: tokens, key: npm}, pip: {name: tokens, key: pip}}}
                        services: {worker: {build: {secrets: {npm: {name: other, key: npm}}}}}
                        """);
        assertEquals(
                Map.of(
                        "npm", new SecretReference("tokens", "npm", "build.secrets.npm"),
                        "pip", new SecretReference("tokens", "pip", "build.secrets.pip")),
                PROVIDER.secrets(config, "web"));
        assertEquals(
                new SecretReference("other", "npm", "services.worker.build.secrets.npm"),
                PROVIDER.secrets(config, "worker").get("npm"));
        assertTrue(PROVIDER.secrets(AppRequests.yaml(""), "web").isEmpty());
    }
}
