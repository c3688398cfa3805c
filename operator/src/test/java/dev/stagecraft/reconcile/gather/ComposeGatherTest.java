package dev.stagecraft.reconcile.gather;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stagecraft.compose.ComposeSources;
import dev.stagecraft.compose.ServiceDefinition;
import dev.stagecraft.compose.ShippedFile;
import dev.stagecraft.provider.app.FakeTree;
import dev.stagecraft.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ComposeGatherTest {
    private final Gathering gathering = new Gathering();

    private void withTree(FakeTree tree) {
        gathering.withSources((resource, location, occasion) -> new Sources.Answer.Found(tree));
    }

    private Gathered gathered(String compose, String spec) {
        return gathering.manifest(manifest(compose, spec));
    }

    private static String manifest(String compose, String spec) {
        return """
                apiVersion: stagecraft.dev/v1alpha1
                kind: Stagecraft
                metadata: {name: shop, namespace: shop, uid: uid-1}
                spec:
                  project: {name: shop, registry: registry.example.com/acme}
                  environment: prod
                  version: v1
                  compose: %s
                  cloud: {provider: static, providers: {static: {hosts: {app: {address: 203.0.113.7, hostKey: "%s"}}}}}
                  hosts: [{name: app, role: app}]
                  ssh: {keySecretRef: {name: ssh}}
                """.formatted(compose, Gathering.hostKey()) + spec;
    }

    private static List<String> services(Gathered gathered) {
        return gathered.compose().services().stream()
                .map(ServiceDefinition::name)
                .toList();
    }

    private static Served served(Gathered gathered) {
        var images = new TreeMap<String, String>();
        services(gathered).forEach(service -> images.put(service, "i@sha256:1"));
        return Releases.fresh(gathered, images);
    }

    @Test
    void keysOfAConfigMapAreFilesBesideEachOther() {
        gathering.withConfigMap(
                "files",
                Map.of(
                        "docker-compose.yml",
                        "services: {web: {image: w, env_file: web.env}, debug: {image: d, profiles: [debug]}}",
                        "prod.yml",
                        "services: {web: {ports: ['80:80']}}",
                        "web.env",
                        "LEVEL=verbose-value\nOWN=file\n"));

        var found = gathered(
                "{configMapRef: {name: files}, overrides: [prod.yml], profiles: [debug]}",
                "  env: [{name: OWN, value: resource}]\n");

        assertEquals(List.of("web", "debug"), services(found));
        assertEquals(List.of("80"), found.compose().service("web").orElseThrow().publishedPorts());
        assertEquals(
                Map.of("LEVEL", "verbose-value", "OWN", "file"),
                found.contents().environment("web"));
        assertEquals("it is [redacted]", found.sanitizer().clean("it is verbose-value"));
        assertFalse(served(found).composeByRole().toString().contains("verbose-value"));
    }

    @Test
    void aKeyThatIsNotThereIsNamed() {
        gathering.withConfigMap("files", Map.of("docker-compose.yml", "services: {web: {image: w}}"));

        var refused = gathering.refusedManifest(manifest("{configMapRef: {name: files}, overrides: [prod.yml]}", ""));

        assertTrue(refused.contains("spec.compose.overrides: ConfigMap files has no key prod.yml"), refused);
    }

    @Test
    void whatLiesInTheSourceIsShippedAndComesBackFromTheBundle() {
        withTree(FakeTree.of(Map.of(
                "deploy/compose.yml",
                "services: {web: {image: w, volumes: ['./conf:/conf:ro'], secrets: [key]}}\nsecrets: {key: {file: key.pem}}",
                "deploy/conf/a/b.conf",
                "b",
                "deploy/key.pem",
                "pem-of-the-key")));

        var found = gathered(
                "{path: deploy/compose.yml}", "  source: {git: {url: 'https://git.example.com/a.git', ref: main}}\n");
        var served = served(found);

        var stored = Contents.read(Optional.ofNullable(served.bundle().get(Contents.KEY)));
        assertEquals(found.contents(), stored);
        assertEquals(
                List.of("a/b.conf", "key.pem"),
                served.filesOf("app").stream().map(file -> file.name()).sorted().toList());
        assertEquals(List.of(), served.filesOf("other"));
        assertFalse(served.composeByRole().toString().contains("pem-of"));
        assertEquals("a [redacted]", found.sanitizer().clean("a pem-of-the-key"));
    }

    @Test
    void anotherContentIsAnotherReleaseAndReplacesWhoMountsIt() {
        var before = withKey("one");
        var after = withKey("two");

        assertFalse(before.inputsHash().equals(after.inputsHash()));
        assertFalse(hash(before, "web").equals(hash(after, "web")));
        assertEquals(hash(before, "other"), hash(after, "other"));
    }

    @Test
    void anotherEnvFileReplacesWhoHasIt() {
        var before = withEnvFile("A=1");
        var after = withEnvFile("A=2");

        assertFalse(before.inputsHash().equals(after.inputsHash()));
        assertFalse(hash(before, "web").equals(hash(after, "web")));
        assertEquals(hash(before, "other"), hash(after, "other"));
    }

    private static String hash(Gathered gathered, String service) {
        return served(gathered).servicesOf("app").stream()
                .filter(found -> found.name().equals(service))
                .findFirst()
                .orElseThrow()
                .hash();
    }

    private Gathered withKey(String content) {
        return gathered(
                "{inline: \"{services: {web: {image: w, secrets: [key]}, other: {image: o}}, secrets: {key: {environment:"
                        + " KEY}}}\"}",
                "  services: {other: {rollout: {strategy: Manual}}, web: {rollout: {strategy: Manual}}}\n"
                        + "  env: [{name: KEY, value: " + content + "}]\n");
    }

    private Gathered withEnvFile(String content) {
        gathering.withConfigMap(
                "files",
                Map.of(
                        "docker-compose.yml",
                        "services: {web: {image: w, env_file: a.env}, other: {image: o}}",
                        "a.env",
                        content));
        return gathered("{configMapRef: {name: files}}", "");
    }

    @Test
    void linksAndTooManyFilesAreNotShipped() {
        var files = new TreeMap<String, String>();
        for (int i = 0; i <= 200; i++) {
            files.put("many/" + i, "x");
        }
        files.put("links/a", "-> ../../etc");
        files.put("c.yml", "services: {web: {image: w, volumes: ['./many:/m']}}");
        files.put("l.yml", "services: {web: {image: w, volumes: ['./links:/m']}}");
        withTree(FakeTree.of(files));
        var source = "  source: {git: {url: 'https://git.example.com/a.git', ref: main}}\n";

        assertTrue(gathering.refusedManifest(manifest("{path: c.yml}", source)).contains("more than 200 files"));
        assertTrue(gathering.refusedManifest(manifest("{path: l.yml}", source)).contains("a, which is a link"));
    }

    @Test
    void aWholeRepositoryIsNotReadIntoMemoryToBeRefused() {
        var files = new TreeMap<String, String>();
        for (int i = 0; i < 100; i++) {
            files.put("big/" + i, "x".repeat(16 * 1024));
        }
        var tree = FakeTree.of(files);

        var refused = assertThrows(ComposeSources.CannotShip.class, () -> new TreeSources(tree).files("big"));

        assertEquals("it has more than 512 KiB", refused.getMessage());
    }

    @Test
    void valuesOfADotenvFileBesideTheFileAreConcealed() {
        withTree(FakeTree.of(Map.of(
                "c.yml",
                "services: {web: {image: w, command: \"${PASSWORD}\"}}",
                ".env",
                "PASSWORD=of-the-dotenv-file\n")));

        var found = gathered("{path: c.yml}", "  source: {git: {url: 'https://git.example.com/a.git', ref: main}}\n");

        for (var sanitizer : List.of(found.sanitizer(), gathering.sanitizer())) {
            assertEquals("it is [redacted]", sanitizer.clean("it is of-the-dotenv-file"));
        }
        assertEquals("shop of prod", found.sanitizer().clean("shop of prod"));
    }

    @Test
    void whatDoesNotFitIntoTheObjectsOfAReleaseIsRefusedBeforeItIsOne() {
        var files = new TreeMap<String, String>();
        var services = new StringBuilder("services:\n");
        for (int i = 0; i < 3; i++) {
            files.put(i + ".env", "A=" + "x".repeat(400 * 1024));
            services.append("  s")
                    .append(i)
                    .append(": {image: w, env_file: ")
                    .append(i)
                    .append(".env}\n");
        }
        files.put("env.yml", services.toString());
        var many = new StringBuilder("services:\n");
        for (int i = 0; i < 1800; i++) {
            many.append("  s").append(i).append(": {image: w}\n");
        }
        files.put("many.yml", many.toString());
        withTree(FakeTree.of(files));
        var source = "  source: {git: {url: 'https://git.example.com/a.git', ref: main}}\n";

        var tooMuch = gathering.refusedManifest(manifest("{path: env.yml}", source));
        assertTrue(tooMuch.contains("and a Secret may have 1 MiB"), tooMuch);
        var tooLong = gathering.refusedManifest(manifest("{path: many.yml}", source));
        assertTrue(tooLong.contains("the file for role app is larger than 256 KiB"), tooLong);
    }

    @Test
    void ofFilesOnlyThoseOfSecretsAreConcealed() {
        gathering.withSecret("shop", Map.of("PASSWORD", "c4nary-password"));
        withTree(FakeTree.of(Map.of(
                "c.yml",
                """
                services:
                  web:
                    image: w
                    volumes: ["./conf/plain:/plain", "./conf/same:/same"]
                    configs: [plain, written]
                    secrets: [key, same]
                configs: {plain: {file: conf/config}, written: {content: "login {\\npassword $PASSWORD"}}
                secrets: {key: {file: conf/key}, same: {file: conf/same}}
                """,
                "conf/plain",
                "server {\n",
                "conf/config",
                "done\n",
                "conf/key",
                "line-of-the-key\n",
                "conf/same",
                "mounted-and-secret\n")));

        var found = gathered("{path: c.yml}", """
                envFrom: [{secretRef: {name: shop}}]
                source: {git: {url: 'https://git.example.com/a.git', ref: main}}
                """.indent(2));

        var secret = List.of("c4nary-password", "line-of-the-key", "mounted-and-secret", "login {");
        for (var sanitizer : List.of(found.sanitizer(), gathering.sanitizer())) {
            assertEquals("server { done", sanitizer.clean("server { done"));
            secret.forEach(text -> assertEquals("[redacted]", sanitizer.clean(text)));
        }
        assertEquals(
                found.contents(), Contents.read(Optional.of(found.contents().stored())));
        assertTrue(Contents.read(Optional.of(
                        Secret.of(found.contents().stored().reveal().replaceAll(",\"plain\":(true|false)", ""))))
                .files()
                .stream()
                .allMatch(ShippedFile::secret));
    }

    @Test
    void externalServicesAndOtherPortsAreTheResourcesChoice() {
        var found = gathering.complete(
                "web: {image: w, ports: ['80:80'], depends_on: [db], volumes: ['data:/data']}, db: {image: d}",
                "  services: {db: {mode: external, role: nowhere}, web: {ports: ['81:80'], volumes: []}}\n");

        assertEquals(List.of("web"), services(found));
        var web = found.compose().service("web").orElseThrow();
        assertEquals(List.of("81"), web.publishedPorts());
        assertEquals(List.of(), web.mounts());
        assertEquals(List.of(), web.dependencies());
        assertEquals(Map.of("web", "app"), found.roles());
    }

    @Test
    void aServiceWithoutImageMustBeClaimed() {
        assertTrue(gathering
                .refused("web: {build: .}", "")
                .contains("has no image; claim it in spec.backend.services or spec.frontend.services"));
    }

    @Test
    void powerOverTheHostIsTheNamespacesToAllow() {
        var service = "web: {image: w, privileged: true, volumes: ['/srv:/srv']}";

        var refused = gathering.refused(service, "");
        assertTrue(refused.contains("HostAccessRefused"), refused);
        assertTrue(refused.contains("services.web.privileged (line 1): A privileged container"), refused);
        assertTrue(refused.contains("stagecraft.dev/allow-host-access: privileged,host-paths"), refused);

        gathering.withAnnotation(HostPolicy.ANNOTATION, "privileged");
        var half = gathering.refused(service, "");
        assertFalse(half.contains("A privileged container"), half);
        assertTrue(half.contains("allow-host-access: host-paths"), half);

        gathering.withAnnotation(HostPolicy.ANNOTATION, "host-paths, privileged");
        assertEquals(List.of("web"), services(gathering.complete(service, "")));

        gathering.withForbiddenNamespace();
        assertTrue(gathering.refused(service, "").contains("HostAccessRefused"));
    }

    @Test
    void contentsThatCannotBeReadAreNotShown() {
        var failure = assertThrows(IllegalStateException.class, () -> Contents.read(Optional.of(Secret.of("{c4nary"))));

        assertFalse(String.valueOf(failure.getMessage()).contains("c4nary"));
        assertEquals("Contents[[], 0 files]", Contents.NONE.toString());
        assertEquals(Contents.NONE, Contents.read(Optional.empty()));
    }
}
