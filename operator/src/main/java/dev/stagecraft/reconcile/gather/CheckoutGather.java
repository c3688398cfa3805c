package dev.stagecraft.reconcile.gather;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stagecraft.api.v1alpha1.AppProviderSelection;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.cluster.References;
import dev.stagecraft.compose.ComposeFile;
import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.app.AppProvider;
import dev.stagecraft.provider.app.AppRequest;
import dev.stagecraft.provider.app.DevCommand;
import dev.stagecraft.source.SourceTree;
import dev.stagecraft.status.Assessment.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a resource says of its application where a person runs it from a checkout: environment, compose file and the development
 * commands. Of hosts, cloud, registry and releases nothing is asked, so a resource that could not be released can still be run.
 */
public final class CheckoutGather {
    private final AppProviders providers;
    private final References references;
    private final SourceTree tree;

    /** @param tree the checkout, in the place of {@code spec.source.git} */
    public CheckoutGather(AppProviders providers, References references, SourceTree tree) {
        this.providers = providers;
        this.references = references;
        this.tree = tree;
    }

    /** What came of it. */
    public sealed interface Answer {}

    /**
     * Everything is there.
     *
     * @param environment what the application gets
     * @param variables what the compose file is read with: the environment, what the operator itself gives, and what dotenv files
     *     beside the file say
     * @param compose with what the resource chooses for its services
     * @param parts backend and frontend, those of them that there are
     */
    public record Found(Environment environment, Environment variables, ComposeFile compose, List<Part> parts)
            implements Answer {
        public Found {
            parts = List.copyOf(parts);
        }
    }

    /** Something that a person must change; the message begins with the field's path. */
    public record Refused(Finding finding) implements Answer {}

    /**
     * A backend or a frontend.
     *
     * @param path of it in the resource
     * @param provider its id
     * @param services those that it claims
     * @param commands by service, for those of them that have one
     */
    public record Part(String path, String provider, List<String> services, SortedMap<String, DevCommand> commands) {
        public Part {
            services = List.copyOf(services);
        }
    }

    /** @param dotenv texts of dotenv files of the person's own by their names; the later one counts, and each over everything in the resource */
    public Answer gather(Stagecraft resource, Map<String, String> dotenv) {
        try {
            return found(resource, dotenv);
        } catch (Rejected rejected) {
            return switch (rejected.result()) {
                case GatherResult.Refused(Finding finding) -> new Refused(finding);
                case GatherResult.Troubled(Finding finding) -> new Refused(finding);
                case GatherResult.SourceAway(Finding finding, boolean _) -> new Refused(finding);
                case GatherResult.Complete _, GatherResult.Pending _ -> throw rejected;
            };
        }
    }

    private Found found(Stagecraft resource, Map<String, String> dotenv) {
        StagecraftSpec spec = resource.getSpec();
        var reading = new Reading(references, resource.getMetadata().getNamespace());
        var environment = new EnvironmentGather(reading).resolve(spec, Optional.of(tree), dotenv);
        var given = Gatherer.variables(spec, environment);
        var compose =
                new ComposeGather(reading).load(spec, Optional.of(tree), given).file();
        var variables = given.with(compose.localVariables());
        var parts = new ArrayList<Part>();
        var around = new Around(spec, environment, variables, compose);
        part("spec.backend", spec.backend(), providers.backends(), around).ifPresent(parts::add);
        part("spec.frontend", spec.frontend(), providers.frontends(), around).ifPresent(parts::add);
        if (parts.size() == 2) {
            BuildGather.refuseTwice(
                    parts.getLast().path(),
                    parts.getLast().services(),
                    parts.getFirst().services());
        }
        return new Found(environment, variables, compose, parts);
    }

    /** What the answers of providers depend on. */
    private record Around(StagecraftSpec spec, Environment environment, Environment variables, ComposeFile compose) {}

    private Optional<Part> part(
            String path,
            @Nullable AppProviderSelection selection,
            ProviderRegistry<? extends AppProvider> registry,
            Around around) {
        if (selection == null || selection.provider().equals(BuildGather.NONE)) {
            return Optional.empty();
        }
        AppProvider provider = BuildGather.provider(path, selection, registry);
        JsonNode config = BuildGather.config(path, selection, provider);
        List<String> services = BuildGather.claimed(path, selection, around.compose());
        var builds = new HashMap<String, JsonNode>();
        for (String service : services) {
            around.compose()
                    .service(service)
                    .map(found -> found.resolved(around.variables().revealed())
                            .definition()
                            .path("build"))
                    .filter(build -> !build.isMissingNode())
                    .ifPresent(build -> builds.put(service, build));
        }
        var request = new AppRequest(
                config,
                services,
                builds,
                "",
                tree,
                around.spec().environment(),
                List.copyOf(around.environment().values().keySet()),
                around.environment().secretNames().stream().sorted().toList(),
                BuildGather.databases(around.spec()),
                around.spec().build().platforms());
        return Optional.of(new Part(path, provider.id(), services, provider.dev(request)));
    }
}
