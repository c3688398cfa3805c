package dev.stagecraft.cli.init.manifest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What one environment says: a patch of the base, in which lists stand in place of those of the base. */
record OverlayPage(Draft draft, Environment environment, SharedCloud cloud) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    String yaml() {
        var page = new Manifest();
        page.comment(
                "",
                environment.name()
                        + ": what differs from ../../base. Objects are merged into those of the base, lists replace them.");
        page.set("apiVersion", "stagecraft.dev/v1alpha1").set("kind", "Stagecraft");
        page.set("metadata/name", draft.project() + "-" + environment.name());
        page.set("spec/environment", environment.name());
        page.comment("spec/environment", "never changes: it names what runs on the hosts");
        page.set("spec/version", environment.version());
        page.comment("spec/version", "what to release: an image tag or a commit; another one is another release");
        local(page);
        source(page);
        compose(page);
        environment.services().forEach((name, policy) -> page.set("spec/services/" + name, policy));
        variables(page);
        databases(page);
        cloud(page);
        hosts(page);
        return page.yaml();
    }

    private void local(Manifest page) {
        if (environment.local()) {
            page.set("spec/suspend", JSON.booleanNode(true));
            page.comment(
                    "spec/suspend",
                    "for `stagecraft dev` on a person's own machine: if it is applied by mistake, nothing is released");
        }
    }

    /** Git is said in the base; a release environment often follows tags instead, so the place for that is shown. */
    private void source(Manifest page) {
        draft.source()
                .ifPresent(source -> page.commentBelow(
                        "spec/version",
                        "source: {git: {ref: " + source.ref() + "}}   # where it is not that of the base"));
    }

    private void compose(Manifest page) {
        if (!environment.overrides().isEmpty()) {
            page.set("spec/compose/overrides", BasePage.texts(overrides()));
            page.comment("spec/compose", "put over the file of the base");
        }
    }

    private List<String> overrides() {
        return draft.source().isPresent()
                ? environment.overrides()
                : environment.overrides().stream().map(BasePage::fileName).toList();
    }

    private void variables(Manifest page) {
        String secret = new SecretNames(draft.project()).environment(environment.name());
        ObjectNode entry = JSON.objectNode();
        entry.putObject("secretRef").put("name", secret);
        if (environment.hasSecret()) {
            page.set("spec/envFrom", JSON.arrayNode().add(entry));
            page.comment(
                    "spec/envFrom", "variables of the application; secrets are read from here, never written down");
        } else {
            page.commentBelow(
                    "spec/version",
                    "envFrom: [{secretRef: {name: " + secret + "}}]   # variables of the application from a Secret");
        }
        if (!environment.env().isEmpty()) {
            var list = JSON.arrayNode();
            environment
                    .env()
                    .forEach((name, value) -> list.addObject().put("name", name).put("value", value));
            page.set("spec/env", list);
            page.comment("spec/env", "variables in the names of images, which no Secret may give");
        }
        draft.secrets()
                .ifPresent(secrets -> page.set(
                        "spec/secrets/providers/" + secrets.provider() + "/secret", BasePage.reference(secret)));
    }

    private void databases(Manifest page) {
        var names = new SecretNames(draft.project());
        for (Draft.Database database : draft.databases()) {
            String path = "spec/databases/" + database.name();
            ObjectNode reference = database.variable()
                    .map(variable -> BasePage.reference(names.environment(environment.name()))
                            .put("key", variable))
                    .orElseGet(() -> BasePage.reference(names.database(environment.name(), database.name())));
            page.set(path + "/connection/secretRef", reference);
            page.comment(path + "/connection", "such as " + database.example() + ", as the migrations reach it");
            String directory = environment.directories().get(database.name());
            if (directory != null) {
                page.set(path + "/migrations/source/path", directory);
            }
        }
    }

    private void cloud(Manifest page) {
        ObjectNode rest = cloud.rest(environment);
        if (cloud.provider().isEmpty()) {
            page.set("spec/cloud/provider", environment.cloud().provider());
        }
        if (cloud.provider().isEmpty() || !rest.isEmpty()) {
            page.set("spec/cloud/providers/" + environment.cloud().provider(), rest);
        }
    }

    private void hosts(Manifest page) {
        var hosts = JSON.arrayNode();
        for (Environment.Host host : environment.hosts()) {
            ObjectNode entry = hosts.addObject().put("name", host.name()).put("role", host.role());
            if (host.count() > 1) {
                entry.put("count", host.count());
            }
            host.size().ifPresent(size -> entry.put("size", size));
            host.region().ifPresent(region -> entry.put("region", region));
            if (host.protect()) {
                entry.put("protect", true);
            }
        }
        page.set("spec/hosts", hosts);
        page.comment(
                "spec/hosts",
                "A service runs on every host of its role. count: 2 makes NAME-1 and NAME-2; protect: true keeps a host, whatever a plan says.");
    }
}
