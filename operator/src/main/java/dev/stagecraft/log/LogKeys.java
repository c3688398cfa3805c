package dev.stagecraft.log;

/** The keys of structured log records. No other key is used, so that a query written once keeps working. */
public final class LogKeys {
    /** Namespace of the resource at hand. */
    public static final String NAMESPACE = "namespace";
    /** Name of the resource at hand. */
    public static final String NAME = "name";
    /** Release id, {@code rel-…}. */
    public static final String RELEASE = "releaseId";
    /** Id of a step of the plan. */
    public static final String STEP = "stepId";
    /** How something ended. */
    public static final String RESULT = "result";
    /** A condition reason in CamelCase. */
    public static final String REASON = "reason";
    /** Where in a resource something is, as a path of fields. */
    public static final String FIELD = "field";
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
