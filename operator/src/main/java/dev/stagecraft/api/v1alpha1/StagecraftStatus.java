package dev.stagecraft.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the operator knows of a {@code Stagecraft}: a cache that can be wiped, folded from what is observed. {@code
 * phase} is a short word for people; machines read the conditions. {@code desiredHash} is the hash of the spec
 * that is worked on; {@code account} is the cloud's id of the account that the hosts are in; {@code hostsReady} counts for people, as in {@code 2/3}.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonIgnoreProperties(ignoreUnknown = true)
public record StagecraftStatus(
        Long observedGeneration,
        List<Condition> conditions,
        String phase,
        String message,
        @Nullable PlanStatus plan,
        @Nullable CurrentRelease current,
        List<ReleaseSummary> releases,
        List<HostStatus> hosts,
        String hostsReady,
        String account,
        Map<String, DatabaseStatus> databases,
        @Nullable HoldStatus hold,
        HandledRequests handled,
        List<DriftItem> drift,
        String desiredHash,
        String waitingFor,
        @Nullable SourceStatus source) {
    /** What a resource has before it was first looked at. */
    public static final StagecraftStatus EMPTY = new StagecraftStatus(
            -1L,
            List.of(),
            "",
            "",
            null,
            null,
            List.of(),
            List.of(),
            "",
            "",
            Map.of(),
            null,
            HandledRequests.EMPTY,
            List.of(),
            "",
            "",
            null);

    public StagecraftStatus {
        observedGeneration = observedGeneration == null ? -1L : observedGeneration;
        conditions = Guard.list(conditions);
        phase = Guard.text(phase);
        message = Guard.text(message);
        releases = Guard.list(releases);
        hosts = Guard.list(hosts);
        hostsReady = Guard.text(hostsReady);
        account = Guard.text(account);
        databases = Guard.map(databases);
        handled = handled == null ? HandledRequests.EMPTY : handled;
        drift = Guard.list(drift);
        desiredHash = Guard.text(desiredHash);
        waitingFor = Guard.text(waitingFor);
    }

    /** For a changed copy. */
    public StagecraftStatusBuilder toBuilder() {
        return new StagecraftStatusBuilder(this);
    }
}
