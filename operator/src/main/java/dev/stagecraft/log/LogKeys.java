package dev.stagecraft.log;

/** The keys of structured log records. No other key is used, so that a query written once keeps working. */
public final class LogKeys {
    /** Namespace of the resource at hand. */
    public static final String NAMESPACE = "namespace";
    /** Name of the resource at hand. */
    public static final String NAME = "name";
    /** Generation of the spec that was acted on. */
    public static final String GENERATION = "generation";
    /** Release id, {@code rel-…}. */
    public static final String RELEASE = "releaseId";
    /** Phase of the release. */
    public static final String PHASE = "phase";
    /** Id of the plan, {@code sha256:…}. */
    public static final String PLAN = "planId";
    /** Id of a step of the plan. */
    public static final String STEP = "stepId";
    /** Name of a host as the resource has it. */
    public static final String HOST = "host";
    /** Id of a droplet at the cloud. */
    public static final String DROPLET = "dropletId";
    /** Id of a provider. */
    public static final String PROVIDER = "provider";
    /** Compose service. */
    public static final String SERVICE = "service";
    /** Image reference. */
    public static final String IMAGE = "image";
    /** How something ended. */
    public static final String RESULT = "result";
    /** A condition reason in CamelCase. */
    public static final String REASON = "reason";
    /** How long something took, in milliseconds. */
    public static final String DURATION_MILLIS = "durationMillis";
    /** Where in a resource something is, as a path of fields. */
    public static final String FIELD = "field";
    /** Which try this was, from 1. */
    public static final String ATTEMPT = "attempt";
    /** Operation on a remote API. */
    public static final String OPERATION = "operation";
    /** Status code of a remote API. */
    public static final String CODE = "code";
    /** An address, path or port that the operator itself uses. */
    public static final String ADDRESS = "address";

    /** The operator process, another name at each start. */
    public static final String HOLDER = "holder";

    /** A setting and its value, as the operator reads it. */
    public static final String SETTING = "setting";

    private LogKeys() {}
}
