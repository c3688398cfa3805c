package dev.stagecraft.cluster.fabric8;

import dev.stagecraft.api.v1alpha1.Stagecraft;
import dev.stagecraft.cluster.Announcer;
import dev.stagecraft.cluster.ResourceRef;
import dev.stagecraft.log.LogKeys;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events of the {@code events.k8s.io/v1} API, written off the reconcile thread. Thread-safe. */
public final class FabricAnnouncer implements Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(FabricAnnouncer.class);
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final int REMEMBERED = 4096;
    private static final int NOTE_LIMIT = 1000;
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    private final KubernetesClient client;
    private final ExecutorService executor;
    private final String instance;
    private final Clock clock;
    private final Map<String, Instant> recent = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    /** Writes through the executor, which the caller closes. */
    public FabricAnnouncer(KubernetesClient client, ExecutorService executor, String instance, Clock clock) {
        this.client = client;
        this.executor = executor;
        this.instance = instance;
        this.clock = clock;
    }

    @Override
    public void announce(ResourceRef resource, Announcement announcement) {
        var now = clock.instant();
        var key = resource.uid() + '/' + announcement.reason() + '/' + announcement.message();
        synchronized (recent) {
            var last = recent.get(key);
            if (last != null && last.plus(QUIET).isAfter(now)) {
                return;
            }
            recent.put(key, now);
        }
        executor.execute(() -> write(resource, announcement, now));
    }

    private void write(ResourceRef resource, Announcement announcement, Instant now) {
        var note = announcement.message();
        var event = new EventBuilder()
                .withNewMetadata()
                .withGenerateName("stc-" + resource.name() + "-")
                .withNamespace(resource.namespace())
                .endMetadata()
                .withType(announcement.warning() ? "Warning" : "Normal")
                .withReason(announcement.reason())
                .withAction(announcement.reason())
                .withNote(note.length() <= NOTE_LIMIT ? note : note.substring(0, NOTE_LIMIT))
                .withReportingController("stagecraft.dev/operator")
                .withReportingInstance(instance)
                .withEventTime(new MicroTime(MICROS.format(now)))
                .withRegarding(new ObjectReferenceBuilder()
                        .withApiVersion(HasMetadata.getApiVersion(Stagecraft.class))
                        .withKind(HasMetadata.getKind(Stagecraft.class))
                        .withNamespace(resource.namespace())
                        .withName(resource.name())
                        .withUid(resource.uid())
                        .build())
                .build();
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            LOG.atWarn()
                    .addKeyValue(LogKeys.NAMESPACE, resource.namespace())
                    .addKeyValue(LogKeys.NAME, resource.name())
                    .addKeyValue(LogKeys.REASON, announcement.reason())
                    .addKeyValue(LogKeys.CODE, e.getCode())
                    .log("event could not be written");
        }
    }
}
