package dev.stagecraft.plan;

/**
 * A change that the planner will not plan.
 *
 * @param reason CamelCase, a condition reason
 * @param path the field that asks for it
 */
public record Refusal(String reason, String path, String message) {}
