package dev.stagecraft.cli.init.manifest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;

/** The resource without what differs: it is put under each overlay. */
record BasePage(Draft draft, SharedCloud cloud) {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    String yaml() {
        var page = new Manifest();
        page.comment(
                "",
                draft.project()
                        + ": what is the same in every environment. What differs stands in ../overlays: the name, the version,",
                "hosts, and which Secrets count. Apply an overlay, as kubectl apply -k ../overlays/"
                        + draft.environments().getFirst().name() + ", never this file.");
        page.set("apiVersion", "stagecraft.dev/v1alpha1").set("kind", "Stagecraft");
        page.set("metadata/name", draft.project());
        project(page);
        source(page);
        compose(page);
        services(page);
        draft.secrets().ifPresent(secrets -> secrets(page, secrets));
        draft.backend().ifPresent(app -> app(page, "spec/backend", app));
        draft.frontend().ifPresent(app -> app(page, "spec/frontend", app));
        draft.build().ifPresent(build -> {
            page.comment(
                    "spec/build",
                    "Images are built on the hosts of this role, which have Docker. Without it the cluster builds (spec/builds.md).");
            page.set("spec/build", build);
        });
        databases(page);
        cloud(page);
        ssh(page);
        return page.yaml();
    }

    private boolean builds() {
        return draft.source().isPresent()
                && (draft.backend().isPresent() || draft.frontend().isPresent());
    }

    private void project(Manifest page) {
        var names = new SecretNames(draft.project());
        page.set("spec/project/name", draft.project());
        draft.registry().ifPresent(registry -> {
            page.set("spec/project/registry", registry);
            page.comment("spec/project/registry", "images below it that have no tag get spec.version as theirs");
        });
        if (builds()) {
            page.set("spec/project/registrySecretRef", reference(names.registry()));
            page.comment("spec/project/registrySecretRef", "the login that images are pushed and pulled with");
        } else {
            String login = "registrySecretRef: {name: " + names.registry() + "}   # the login to a private registry";
            page.commentBelow(draft.registry().isPresent() ? "spec/project/registry" : "spec/project/name", login);
        }
        if (draft.registry().isEmpty()) {
            page.commentBelow(
                    "spec/project/name", "registry: registry.example.com/acme   # needed as soon as images are built");
        }
    }

    private void source(Manifest page) {
        draft.source().ifPresent(source -> {
            page.set("spec/source/git/url", source.url()).set("spec/source/git/ref", source.ref());
            page.comment("spec/source/git/ref", "a branch, a tag or a commit; it is read once for each version");
            page.commentBelow(
                    "spec/source/git/ref",
                    "credentials: {name: " + draft.project()
                            + "-git}   # for a private repository: a Secret with username and password");
        });
    }

    private void compose(Manifest page) {
        if (draft.source().isPresent()) {
            page.set("spec/compose/path", draft.compose().path());
        } else {
            page.comment(
                    "spec/compose",
                    "There is no Git remote, so the file is in a ConfigMap, which the kustomization beside this file makes.");
            page.set("spec/compose/configMapRef/name", new SecretNames(draft.project()).compose());
            page.set("spec/compose/configMapRef/key", fileName(draft.compose().path()));
        }
        if (!draft.compose().profiles().isEmpty()) {
            page.set("spec/compose/profiles", texts(draft.compose().profiles()));
        }
    }

    private void services(Manifest page) {
        for (Draft.Service service : draft.services()) {
            String path = "spec/services/" + service.name();
            page.set(path, service.policy()).comment(path, service.comment().toArray(String[]::new));
        }
    }

    private static void secrets(Manifest page, Draft.Secrets secrets) {
        page.comment("spec/secrets", "For `stagecraft secrets sync`: which Secret it carries stands in the overlays.");
        page.set("spec/secrets/provider", secrets.provider());
        page.set("spec/secrets/providers/" + secrets.provider(), secrets.config());
    }

    private static void app(Manifest page, String path, Draft.App app) {
        page.comment(path, app.comment().toArray(String[]::new));
        page.set(path + "/provider", app.provider());
        if (!app.services().isEmpty()) {
            page.set(path + "/services", texts(app.services()));
        }
        page.set(path + "/providers/" + app.provider(), app.config());
    }

    private void databases(Manifest page) {
        for (Draft.Database database : draft.databases()) {
            database.migrations().ifPresent(migrations -> {
                String path = "spec/databases/" + database.name();
                page.comment(path, database.comment().toArray(String[]::new));
                page.set(path + "/migrations", migrations);
            });
        }
    }

    private void cloud(Manifest page) {
        cloud.provider().ifPresent(provider -> {
            page.set("spec/cloud/provider", provider);
            page.comment("spec/cloud/provider", "never changes");
            page.set("spec/cloud/providers/" + provider, cloud.config());
        });
    }

    private void ssh(Manifest page) {
        page.comment("spec/ssh", "How hosts are reached. The key is for the operator alone.");
        if (!draft.ssh().user().equals(Draft.Ssh.DEFAULT.user())) {
            page.set("spec/ssh/user", draft.ssh().user());
        }
        if (draft.ssh().port() != Draft.Ssh.DEFAULT.port()) {
            page.set("spec/ssh/port", JSON.numberNode(draft.ssh().port()));
        }
        page.set("spec/ssh/keySecretRef", reference(new SecretNames(draft.project()).ssh()));
    }

    static ObjectNode reference(String name) {
        return JSON.objectNode().put("name", name);
    }

    static ArrayNode texts(Collection<String> values) {
        var list = JSON.arrayNode();
        values.forEach(list::add);
        return list;
    }

    static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
