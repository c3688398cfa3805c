package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a {@code Stagecraft} asks for. Blocks that have defaults are never null; those that switch something on are
 * null when they are left out.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record StagecraftSpec(
        @Nullable ProjectSpec project,
        String environment,
        String version,
        @Nullable SourceSpec source,
        @Nullable ComposeSource compose,
        Map<String, ServiceSpec> services,
        List<EnvVar> env,
        List<EnvFrom> envFrom,
        @Nullable ProviderSelection secrets,
        @Nullable AppProviderSelection backend,
        @Nullable AppProviderSelection frontend,
        BuildSpec build,
        Map<String, DatabaseSpec> databases,
        @Nullable ProviderSelection cloud,
        List<HostSpec> hosts,
        SshSpec ssh,
        @Nullable ProviderSelection network,
        RolloutSpec rollout,
        List<HookSpec> hooks,
        ApprovalSpec approval,
        String rollbackTo,
        DriftSpec drift,
        Integer releaseHistoryLimit,
        String deletionPolicy,
        boolean suspend) {
    /** What is left of a spec that could not be read: it asks for nothing. */
    public static final StagecraftSpec EMPTY = new StagecraftSpec(
            null,
            "",
            "",
            null,
            null,
            Map.of(),
            List.of(),
            List.of(),
            null,
            null,
            null,
            BuildSpec.DEFAULT,
            Map.of(),
            null,
            List.of(),
            SshSpec.EMPTY,
            null,
            RolloutSpec.DEFAULT,
            List.of(),
            ApprovalSpec.DEFAULT,
            "",
            DriftSpec.DEFAULT,
            10,
            "Retain",
            false);

    public StagecraftSpec {
        environment = Guard.text(environment);
        version = Guard.text(version);
        services = Guard.map(services);
        env = Guard.list(env);
        envFrom = Guard.list(envFrom);
        build = build == null ? BuildSpec.DEFAULT : build;
        databases = Guard.map(databases);
        hosts = Guard.list(hosts);
        ssh = ssh == null ? SshSpec.EMPTY : ssh;
        rollout = rollout == null ? RolloutSpec.DEFAULT : rollout;
        hooks = Guard.list(hooks);
        approval = approval == null ? ApprovalSpec.DEFAULT : approval;
        rollbackTo = Guard.text(rollbackTo);
        drift = drift == null ? DriftSpec.DEFAULT : drift;
        releaseHistoryLimit = releaseHistoryLimit == null ? 10 : releaseHistoryLimit;
        deletionPolicy = Guard.text(deletionPolicy, "Retain");
    }
}
