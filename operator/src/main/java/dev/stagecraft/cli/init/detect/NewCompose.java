package dev.stagecraft.cli.init.detect;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stagecraft.cli.init.manifest.Manifest;
import dev.stagecraft.cli.init.manifest.ProjectName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A Compose file for a project that has none.
 *
 * @param text of the file
 * @param found what the file says, as if it had been there
 */
record NewCompose(String text, FoundCompose found) {
    private static final Set<String> FACES = Set.of("web", "frontend", "www", "site", "ui");
    private static final int ENCORE_PORT = 8080;

    static NewCompose of(Findings findings, Answers answers) {
        var page = new Manifest();
        var services = new ArrayList<FoundService>();
        page.comment(
                "",
                "The application as Docker Compose runs it, on a person's own machine as on the hosts.",
                "Databases of its own can be added as services; see https://docs.docker.com/reference/compose-file/");
        if (findings.dockerfiles().isEmpty() && findings.encore().isEmpty()) {
            startingPoint(page, services);
        }
        findings.encore().ifPresent(app -> encore(page, services, app, answers));
        dockerfiles(findings).forEach((name, file) -> {
            String path = "services/" + name;
            page.set(path + "/build", Directories.dotted(file.directory()));
            page.set(path + "/restart", "unless-stopped");
            services.add(service(name, Optional.of(file.directory()), Optional.empty()));
        });
        published(findings).ifPresent(entry -> publish(page, entry.getKey(), entry.getValue()));
        String path = "compose.yaml";
        var found = new FoundCompose(
                path,
                Optional.empty(),
                services,
                List.of(),
                List.of(),
                new TreeMap<>(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Set.of());
        return new NewCompose(page.yaml(), found);
    }

    private static void startingPoint(Manifest page, List<FoundService> services) {
        page.set("services/web/image", "docker.io/library/nginx:1.29-alpine");
        page.comment(
                "services/web",
                "A starting point: put the application in place of it, as an image or as a directory with a Dockerfile.");
        page.commentBelow("services/web/image", "build: .   # instead of image");
        page.set("services/web/restart", "unless-stopped");
        page.set("services/web/ports", JsonNodeFactory.instance.arrayNode().add("80:80"));
        services.add(service("web", Optional.empty(), Optional.of(new FoundService.Endpoint("/", 80))));
    }

    private static void encore(Manifest page, List<FoundService> services, EncoreApp app, Answers answers) {
        String image = answers.registry().orElse("registry.example.com/" + answers.project()) + "/api";
        page.set("services/api/image", image);
        page.comment("services/api", "built by Encore's command line; `encore run` runs it on a person's own machine");
        page.set("services/api/restart", "unless-stopped");
        page.set("services/api/ports", JsonNodeFactory.instance.arrayNode().add(ENCORE_PORT + ":" + ENCORE_PORT));
        if (!app.databases().isEmpty() || !app.secrets().isEmpty()) {
            page.comment("services/api/image", "its variables come from the resource: spec.env and spec.envFrom");
        }
        services.add(service(
                "api", Optional.empty(), Optional.of(new FoundService.Endpoint("/__encore/healthz", ENCORE_PORT))));
    }

    private static FoundService service(String name, Optional<String> build, Optional<FoundService.Endpoint> health) {
        return new FoundService(name, "", build, Optional.empty(), health, List.of(), List.of(), false, List.of());
    }

    /** By the service that is built from each: the directory's name, or web for the root. */
    private static LinkedHashMap<String, Dockerfile> dockerfiles(Findings findings) {
        var byName = new LinkedHashMap<String, Dockerfile>();
        Optional<String> encore = findings.encore().map(EncoreApp::directory);
        for (Dockerfile file : findings.dockerfiles()) {
            String last = ProjectFiles.name(file.directory());
            String name = ProjectName.fit(last.isEmpty() ? "web" : last, ProjectName.LONGEST);
            String free = byName.containsKey(name) || (encore.isPresent() && name.equals("api"))
                    ? ProjectName.fit(file.directory(), ProjectName.LONGEST)
                    : name;
            if (encore.filter(file.directory()::equals).isEmpty()) {
                byName.putIfAbsent(free, file);
            }
        }
        return byName;
    }

    /** One service is published, as two cannot have the same port of a host: what people look at, or else the first. */
    private static Optional<Map.Entry<String, Dockerfile>> published(Findings findings) {
        var ported = dockerfiles(findings).entrySet().stream()
                .filter(entry -> entry.getValue().port().isPresent())
                .toList();
        return findings.encore().isPresent()
                ? Optional.empty()
                : ported.stream()
                        .filter(entry -> FACES.contains(entry.getKey()))
                        .findFirst()
                        .or(() -> ported.stream().findFirst());
    }

    private static void publish(Manifest page, String name, Dockerfile file) {
        int port = file.port().orElseThrow();
        page.set(
                "services/" + name + "/ports",
                JsonNodeFactory.instance.arrayNode().add(port + ":" + port));
        page.comment(
                "services/" + name + "/ports",
                "while a port of the host is fixed, a new container can only start once the old one has gone");
    }
}
