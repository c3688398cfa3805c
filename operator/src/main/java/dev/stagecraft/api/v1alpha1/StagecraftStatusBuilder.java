package dev.stagecraft.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A status in the making: begins as a copy of one, and is not shared between threads. */
public final class StagecraftStatusBuilder {
    private Long observedGeneration;
    private List<Condition> conditions;
    private String phase;
    private String message;
    private @Nullable PlanStatus plan;
    private @Nullable CurrentRelease current;
    private List<ReleaseSummary> releases;
    private List<HostStatus> hosts;
    private String hostsReady;
    private String account;
    private Map<String, DatabaseStatus> databases;
    private @Nullable HoldStatus hold;
    private HandledRequests handled;
    private List<DriftItem> drift;
    private String desiredHash;
    private String waitingFor;
    private @Nullable SourceStatus source;

    StagecraftStatusBuilder(StagecraftStatus from) {
        observedGeneration = from.observedGeneration();
        conditions = from.conditions();
        phase = from.phase();
        message = from.message();
        plan = from.plan();
        current = from.current();
        releases = from.releases();
        hosts = from.hosts();
        hostsReady = from.hostsReady();
        account = from.account();
        databases = from.databases();
        hold = from.hold();
        handled = from.handled();
        drift = from.drift();
        desiredHash = from.desiredHash();
        waitingFor = from.waitingFor();
        source = from.source();
    }

    public StagecraftStatus build() {
        return new StagecraftStatus(
                observedGeneration,
                conditions,
                phase,
                message,
                plan,
                current,
                releases,
                hosts,
                hostsReady,
                account,
                databases,
                hold,
                handled,
                drift,
                desiredHash,
                waitingFor,
                source);
    }

    public StagecraftStatusBuilder observedGeneration(Long value) {
        observedGeneration = value;
        return this;
    }

    public StagecraftStatusBuilder conditions(List<Condition> value) {
        conditions = value;
        return this;
    }

    public StagecraftStatusBuilder phase(String value) {
        phase = value;
        return this;
    }

    public StagecraftStatusBuilder message(String value) {
        message = value;
        return this;
    }

    public StagecraftStatusBuilder plan(@Nullable PlanStatus value) {
        plan = value;
        return this;
    }

    public StagecraftStatusBuilder current(@Nullable CurrentRelease value) {
        current = value;
        return this;
    }

    public StagecraftStatusBuilder releases(List<ReleaseSummary> value) {
        releases = value;
        return this;
    }

    public StagecraftStatusBuilder hosts(List<HostStatus> value) {
        hosts = value;
        return this;
    }

    public StagecraftStatusBuilder hostsReady(String value) {
        hostsReady = value;
        return this;
    }

    public StagecraftStatusBuilder account(String value) {
        account = value;
        return this;
    }

    public StagecraftStatusBuilder databases(Map<String, DatabaseStatus> value) {
        databases = value;
        return this;
    }

    public StagecraftStatusBuilder hold(@Nullable HoldStatus value) {
        hold = value;
        return this;
    }

    public StagecraftStatusBuilder handled(HandledRequests value) {
        handled = value;
        return this;
    }

    public StagecraftStatusBuilder drift(List<DriftItem> value) {
        drift = value;
        return this;
    }

    public StagecraftStatusBuilder desiredHash(String value) {
        desiredHash = value;
        return this;
    }

    public StagecraftStatusBuilder source(@Nullable SourceStatus value) {
        source = value;
        return this;
    }

    public StagecraftStatusBuilder waitingFor(String value) {
        waitingFor = value;
        return this;
    }
}
