package dev.stagecraft.cli.session;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The options that every command understands, before or after its name, as they were given; null where they were not. What they
 * come to is in {@link Settings}.
 */
public final class GlobalOptions {
    @Option(
            names = "--env",
            paramLabel = "ENV",
            scope = ScopeType.INHERIT,
            description = "The environment that is worked on, such as prod.")
    @Nullable
    String env;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The file with defaults for these options; without it ~/.config/stagecraft/config.yaml.")
    @Nullable
    String config;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Say more, and show the trace of a failure.")
    @Nullable
    Boolean verbose;

    @Option(
            names = "--dry-run",
            scope = ScopeType.INHERIT,
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Say what would be done, and change nothing.")
    @Nullable
    Boolean dryRun;

    @Option(
            names = "--context",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The context of the kubeconfig.")
    @Nullable
    String context;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The namespace; without it the one of the context.")
    @Nullable
    String namespace;

    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The kubeconfig; without it $KUBECONFIG, then ~/.kube/config.")
    @Nullable
    String kubeconfig;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            description = "How to write what was asked for: text, json, yaml, or what the command adds.")
    @Nullable
    String output;

    @Option(
            names = "--no-color",
            scope = ScopeType.INHERIT,
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "true|false",
            description = "Write no colours, also to a terminal.")
    @Nullable
    Boolean noColor;

    /** Whether the option is one of these, in whichever command. */
    public static boolean has(OptionSpec option) {
        return option.userObject() instanceof Field field
                && field.getDeclaringClass().equals(GlobalOptions.class);
    }
}
