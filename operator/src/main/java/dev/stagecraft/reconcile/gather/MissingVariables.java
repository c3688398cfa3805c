package dev.stagecraft.reconcile.gather;

import dev.stagecraft.api.v1alpha1.AppProviderSelection;
import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.api.v1alpha1.StagecraftSpec;
import dev.stagecraft.cluster.References;
import dev.stagecraft.compose.ComposeFile;
import dev.stagecraft.compose.VariableCheck;
import dev.stagecraft.dotenv.Dotenv;
import dev.stagecraft.dotenv.DotenvEntry;
import dev.stagecraft.dotenv.UnsaidNames;
import dev.stagecraft.provider.ProviderRegistry;
import dev.stagecraft.provider.app.AppProvider;
import dev.stagecraft.provider.app.AppRequest;
import dev.stagecraft.source.SourceFile;
import dev.stagecraft.source.SourceTree;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The variables that an application needs and that nothing at hand defines: what reads a resource without its Secrets takes them as
 * given there. Names that an image or a build takes are not among them, as those must not come from a Secret.
 */
public final class MissingVariables {
    private static final String OURS = "STAGECRAFT_";

    private final AppProviders providers;
    private final References references;
    private final Optional<SourceTree> tree;
    private final Set<String> missing = new TreeSet<>();

    private MissingVariables(AppProviders providers, References references, Optional<SourceTree> tree) {
        this.providers = providers;
        this.references = references;
        this.tree = tree;
    }

    /**
     * As far as the resource can be read: what else is wrong with it is told by gathering it.
     *
     * @param references every Secret that the resource names among them, those that nobody has without a variable
     * @param tree the source, where the resource has one
     */
    public static Set<String> of(
            Stagecraft resource, AppProviders providers, References references, Optional<SourceTree> tree) {
        var found = new MissingVariables(providers, references, tree);
        try {
            found.look(resource);
        } catch (Rejected _) {
            // Gathering ends there as well, and says why.
        }
        return Collections.unmodifiableSet(found.missing);
    }

    private void look(Stagecraft resource) {
        var spec = resource.getSpec();
        var reading = new Reading(references, resource.getMetadata().getNamespace());
        dotenv(spec, reading);
        var given = missing.stream().map(name -> name + "=x\n").collect(Collectors.joining());
        var environment = new EnvironmentGather(reading).resolve(spec, tree, Map.of("what is missing", given));
        var all = Gatherer.variables(spec, environment);
        var loaded = new ComposeGather(reading).load(spec, tree, all);
        var variables = all.with(loaded.file().localVariables());
        var names = variables.values().keySet();
        add(VariableCheck.missing(loaded.file(), names, variables.emptyNames()), names);
        envFiles(loaded).forEach(file -> add(UnsaidNames.of(entries(file), names), names));
        ask("spec.backend", spec.backend(), providers.backends(), spec, loaded.file(), environment);
        ask("spec.frontend", spec.frontend(), providers.frontends(), spec, loaded.file(), environment);
    }

    private void add(Set<String> names, Set<String> known) {
        names.stream()
                .filter(name -> !name.startsWith(OURS) && !known.contains(name))
                .forEach(missing::add);
    }

    /** What dotenv files make values of: those of {@code envFrom}, and the one that Compose reads by itself. */
    private void dotenv(StagecraftSpec spec, Reading reading) {
        var entries = new EnvironmentLayers(reading, tree)
                .read(spec, Map.of()).stream()
                        .flatMap(layer -> layer.entries().stream())
                        .toList();
        add(UnsaidNames.of(entries, Set.of()), Set.of());
        var path = spec.compose() == null ? "" : spec.compose().path();
        var beside = path.substring(0, path.lastIndexOf('/') + 1) + ".env";
        var text = tree.filter(any -> !path.isEmpty())
                .flatMap(files -> files.file(beside))
                .flatMap(SourceFile::text);
        var known = entries.stream().map(DotenvEntry::name).collect(Collectors.toSet());
        text.ifPresent(found -> add(UnsaidNames.of(entries(found), known), known));
    }

    private static Stream<String> envFiles(ComposeGather.Loaded loaded) {
        return loaded.file().services().stream()
                .map(service -> service.definition().path("env_file"))
                .flatMap(named -> named.isArray() ? named.valueStream() : Stream.of(named))
                .filter(entry -> entry.path("format").asText("").isEmpty())
                .map(entry -> entry.isObject() ? entry.path("path").asText() : entry.asText())
                .map(path -> path.startsWith("./") ? path.substring(2) : path)
                .flatMap(path -> loaded.sources().text(path).stream());
    }

    private static List<DotenvEntry> entries(String text) {
        return Dotenv.parse(text) instanceof Dotenv.Entries(List<DotenvEntry> entries) ? entries : List.of();
    }

    private void ask(
            String path,
            @Nullable AppProviderSelection selection,
            ProviderRegistry<? extends AppProvider> registry,
            StagecraftSpec spec,
            ComposeFile compose,
            Environment environment) {
        if (selection == null || selection.provider().equals(BuildGather.NONE) || tree.isEmpty()) {
            return;
        }
        var provider = BuildGather.provider(path, selection, registry);
        var config = BuildGather.config(path, selection, provider);
        var names = environment.values().keySet();
        add(
                provider.variables(new AppRequest(
                        config,
                        BuildGather.claimed(path, selection, compose),
                        Map.of(),
                        "",
                        tree.get(),
                        spec.environment(),
                        List.copyOf(names),
                        List.of(),
                        BuildGather.databases(spec),
                        spec.build().platforms())),
                names);
    }
}
