package dev.stagecraft.release;

import java.time.Instant;

/**
 * The promise to serve a release against what the spec says, until the spec says something else.
 *
 * @param against the fingerprint of the spec that is held off
 * @param serving the release served instead; its record may still be running
 * @param reason CamelCase: RolledBack when a person asked, RolloutFailed when the operator rolled back
 */
public record Hold(String against, String serving, String reason, Instant since) {}
