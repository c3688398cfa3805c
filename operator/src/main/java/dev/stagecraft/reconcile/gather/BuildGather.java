package dev.stagecraft.reconcile.gather;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.stagecraft.api.v1alpha1.AppProviderSelection;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.compose.ComposeFile;
import dev.stagecraft.compose.ImageSelection;
import dev.stagecraft.compose.ServiceDefinition;
import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.SecretReference;
import dev.stagecraft.provider.app.AppAnswer;
import dev.stagecraft.provider.app.AppDatabase;
import dev.stagecraft.provider.app.AppProvider;
import dev.stagecraft.provider.app.AppRequest;
import dev.stagecraft.provider.app.ErrorCode;
import dev.stagecraft.secret.Secret;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Asks the providers of backend and frontend how the services that they claim are built, and names the images. */
final class BuildGather {
    /** Nobody builds. */
    static final String NONE = "none";

    private final AppProviders providers;
    private final Reading reading;

    BuildGather(AppProviders providers, Reading reading) {
        this.providers = providers;
        this.reading = reading;
    }

    /**
     * What the answers depend on.
     *
     * @param images of all services
     * @param source empty where the resource has none: then every image exists already
     */
    record Around(
            StagecraftSpec spec,
            ComposeFile compose,
            ImageSelection images,
            Environment environment,
            Environment variables,
            Secret fingerprintKey,
            Optional<Source> source) {}

    /**
     * What came of it.
     *
     * @param builds by their first service
     * @param migrations by database, directories of the source
     */
    record Found(List<Build> builds, SortedMap<String, String> migrations) {
        static final Found NOTHING = new Found(List.of(), Collections.emptySortedMap());
    }

    Found resolve(Around around) {
        var recipes = new TreeMap<String, BuildNames.Recipes>();
        var migrations = new TreeMap<String, String>();
        ask("spec.backend", around.spec().backend(), providers.backends(), around, recipes, migrations);
        ask("spec.frontend", around.spec().frontend(), providers.frontends(), around, recipes, migrations);
        return around.source().isEmpty()
                ? Found.NOTHING
                : new Found(
                        new BuildNames(
                                        around.images(),
                                        around.source().get().tree(),
                                        around.spec().build().platforms(),
                                        around.fingerprintKey())
                                .of(recipes),
                        migrations);
    }

    private void ask(
            String path,
            @Nullable AppProviderSelection selection,
            ProviderRegistry<? extends AppProvider> registry,
            Around around,
            Map<String, BuildNames.Recipes> recipes,
            Map<String, String> migrations) {
        if (selection == null || selection.provider().equals(NONE)) {
            return;
        }
        var provider = provider(path, selection, registry);
        var config = config(path, selection, provider);
        var services = claimed(path, selection, around.compose());
        refuseTwice(path, services, recipes.keySet());
        if (around.source().isEmpty()) {
            return;
        }
        var source = around.source().get();
        var request = new AppRequest(
                config,
                services,
                composeBuilds(around, services),
                // The loader has put the paths of the file in terms of the root already.
                "",
                source.tree(),
                around.spec().environment(),
                List.copyOf(around.environment().values().keySet()),
                around.environment().secretNames().stream().sorted().toList(),
                databases(around.spec()),
                around.spec().build().platforms());
        switch (provider.describe(request)) {
            case AppAnswer.Described(var found, var directories) -> {
                var pushes = new SecretPushes(
                        provider.sync(request), around.environment(), path + ".providers." + provider.id());
                pushes.check(around.spec().build().executor(), found.values());
                for (var service : services) {
                    var recipe = found.get(service);
                    if (recipe == null) {
                        throw Rejected.at(
                                "InvalidProject",
                                path + ".services",
                                "provider " + provider.id() + " does not say how service " + service + " is built");
                    }
                    recipes.put(
                            service,
                            new BuildNames.Recipes(
                                    recipe,
                                    secrets(provider.secrets(config, service), path + ".providers." + provider.id()),
                                    pushes.of(recipe)));
                }
                migrations.putAll(directories);
            }
            case AppAnswer.Refused(var code, var where, var message) ->
                throw Rejected.at(
                        code.label(),
                        path + ".providers." + provider.id() + (where.isEmpty() ? "" : "." + where),
                        message);
        }
    }

    /** The one that the resource names. */
    static AppProvider provider(
            String path, AppProviderSelection selection, ProviderRegistry<? extends AppProvider> registry) {
        return registry.find(selection.provider()).orElseThrow(() -> {
            var violation = registry.unknownProvider(path + ".provider", selection.provider());
            return Rejected.at("InvalidSpec", violation.path(), violation.message());
        });
    }

    /** Its configuration, which it has nothing against. */
    static JsonNode config(String path, AppProviderSelection selection, AppProvider provider) {
        var config = selection.config().orElse(JsonNodeFactory.instance.objectNode());
        Violations.refuse(
                provider.check(config), path + ".providers." + provider.id(), ErrorCode.INVALID_CONFIG.label());
        return config;
    }

    /** No service has two providers. */
    static void refuseTwice(String path, List<String> services, Collection<String> claimed) {
        services.stream().filter(claimed::contains).findFirst().ifPresent(twice -> {
            throw Rejected.at(
                    "InvalidSpec",
                    path + ".services",
                    "service " + twice + " is claimed by the backend already; take it out of one of the two");
        });
    }

    /** Those that the resource lists; where it lists none, those that the compose file has built. */
    static List<String> claimed(String path, AppProviderSelection selection, ComposeFile compose) {
        var known = compose.services().stream().map(ServiceDefinition::name).toList();
        for (var service : selection.services()) {
            if (!known.contains(service)) {
                throw Rejected.at(
                        "InvalidSpec",
                        path + ".services",
                        "the compose file has no service " + service + "; it has: " + String.join(", ", known));
            }
        }
        var services = selection.services().isEmpty()
                ? compose.services().stream()
                        .filter(service -> service.definition().has("build"))
                        .map(ServiceDefinition::name)
                        .toList()
                : selection.services();
        if (services.isEmpty()) {
            throw Rejected.at(
                    "InvalidSpec",
                    path + ".services",
                    "no service is named, and none in the compose file has a build; list the services to build");
        }
        return services.stream().sorted().toList();
    }

    private Map<String, Secret> secrets(Map<String, SecretReference> references, String path) {
        var values = new TreeMap<String, Secret>();
        references.forEach((id, reference) ->
                values.put(id, reading.secret(reference.name(), reference.key(), path + "." + reference.path())));
        return values;
    }

    /** Values of Secrets are refused: build arguments can be read in every image. */
    private static Map<String, JsonNode> composeBuilds(Around around, List<String> services) {
        var all = around.variables().revealed();
        var plain = new TreeMap<>(all);
        plain.keySet().removeAll(around.environment().secretNames());
        var builds = new HashMap<String, JsonNode>();
        for (var service : services) {
            around.compose().service(service).ifPresent(found -> {
                var build = found.resolved(plain).definition().path("build");
                if (!build.equals(found.resolved(all).definition().path("build"))) {
                    throw Rejected.at(
                            "InvalidSpec",
                            "spec.compose",
                            "services." + service
                                    + ".build takes a value from a Secret, and what a build is told this way can"
                                    + " be read in its image; give it as a secret of the build");
                }
                if (!build.isMissingNode()) {
                    builds.put(service, build);
                }
            });
        }
        return builds;
    }

    static List<AppDatabase> databases(StagecraftSpec spec) {
        return new TreeMap<>(spec.databases())
                .entrySet().stream()
                        .map(entry -> new AppDatabase(
                                entry.getKey(),
                                entry.getValue().migrations() != null
                                        && entry.getValue().migrations().source() != null))
                        .toList();
    }
}
