package dev.stagecraft.reconcile.step;

import dev.stagecraft.cluster.ReleaseStore;
import dev.stagecraft.image.ImageResolver;
import dev.stagecraft.image.ImageTagger;
import dev.stagecraft.log.LogKeys;
import dev.stagecraft.plan.StepKind;
import dev.stagecraft.reconcile.gather.Releases;
import dev.stagecraft.release.StepOutcome;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a step by its kind. Thread-safe. */
public final class Steps {
    private static final Logger LOG = LoggerFactory.getLogger(Steps.class);

    private final StepAction createHost;
    private final StepAction bootstrapHost;
    private final StepAction deleteHost;
    private final StepAction clearHost;
    private final StepAction recordRelease;
    private final StepAction buildImage;
    private final StepAction pushImage;
    private final StepAction pinRelease;
    private final StepAction prepareHost;
    private final StepAction startAccessories;
    private final StepAction migrateDatabase;
    private final StepAction runHook;
    private final StepAction rollOut;
    private final StepAction checkHealth;
    private final StepAction finalizeHost;
    private final StepFailures failures;

    /** How migrations are run, beside what every step knows. */
    public record Migrating(MigrationSources sources, DatabaseRoutes routes, String holder) {}

    /** How images are made. */
    public record Making(BuildExecutors executors, ImageResolver images, ImageTagger tagger) {}

    public Steps(
            HostSessions sessions,
            ReleaseStore store,
            Migrating migrating,
            Making making,
            StepSettings settings,
            Clock clock) {
        var health = new ContainerHealth(settings.settle());
        createHost = new CreateHost(sessions, clock, settings.createWindow(), settings.cloudPoll());
        bootstrapHost = new BootstrapHost(sessions, settings.hostPoll());
        deleteHost = new DeleteHost(settings.cloudPoll());
        clearHost = new ClearHost(sessions);
        recordRelease = new RecordRelease(store, new Releases(store));
        buildImage = new BuildImage(making.executors(), making.images());
        pushImage = new PushImage(making.tagger());
        pinRelease = new PinRelease(store, new Releases(store));
        prepareHost = new PrepareHost(sessions);
        startAccessories = new StartAccessories(sessions, health, clock, settings.hostPoll());
        migrateDatabase = new MigrateDatabase(sessions, migrating.sources(), migrating.routes(), migrating.holder());
        runHook = new RunHook(sessions, clock);
        rollOut = new RollOut(sessions, health, clock, settings.hostPoll());
        checkHealth = new CheckHealth(sessions, health, clock, settings.hostPoll());
        finalizeHost = new FinalizeHost(sessions);
        failures = new StepFailures(settings.hostPoll());
    }

    /** Runs it to an outcome; whatever it throws is one too. */
    public StepOutcome run(StepContext context) {
        try {
            return action(context.launch().step().kind()).run(context);
        } catch (RuntimeException failure) {
            var outcome = failures.outcome(failure, context.launch().step().kind(), context.sanitizer());
            if (outcome instanceof StepOutcome.Failed(var reason, var message) && reason.equals("InternalError")) {
                LOG.atError()
                        .addKeyValue(
                                LogKeys.NAMESPACE, context.gathered().resource().namespace())
                        .addKeyValue(LogKeys.NAME, context.gathered().resource().name())
                        .addKeyValue(LogKeys.STEP, context.launch().step().id())
                        .setCause(failure)
                        .log("step failed unexpectedly");
            }
            return outcome;
        }
    }

    private StepAction action(StepKind kind) {
        return switch (kind) {
            case CREATE_HOST -> createHost;
            case BOOTSTRAP_HOST -> bootstrapHost;
            case DELETE_HOST -> deleteHost;
            case CLEAR_HOST -> clearHost;
            case RECORD_RELEASE -> recordRelease;
            case BUILD_IMAGE -> buildImage;
            case PUSH_IMAGE -> pushImage;
            case PIN_RELEASE -> pinRelease;
            case PREPARE_HOST -> prepareHost;
            case START_ACCESSORIES -> startAccessories;
            case MIGRATE_DATABASE -> migrateDatabase;
            case RUN_HOOK -> runHook;
            case ROLL_OUT -> rollOut;
            case CHECK_HEALTH -> checkHealth;
            case FINALIZE_HOST -> finalizeHost;
        };
    }
}
