package dev.stagecraft.sandbox.registry;

/** What a registry does to callers, besides serving them. */
public enum Weather {
    FAIR(200),
    UNAUTHORIZED(401),
    NOT_FOUND(404),
    TOO_MANY_REQUESTS(429),
    SERVER_ERROR(500),
    /** Takes the request and gives no answer until the weather changes or the registry closes. */
    HANGS(0),
    /** Serves GET, and does not know HEAD. */
    NO_HEAD(405),
    /** Leaves the digest out of the headers, as some registries do. */
    NO_DIGEST(200),
    /** Takes what is written and does not keep it. */
    LOSES_WRITES(200),
    /** Says a digest in the headers that is not that of the manifest. */
    WRONG_DIGEST(200);

    private final int status;

    Weather(int status) {
        this.status = status;
    }

    int status() {
        return status;
    }
}
