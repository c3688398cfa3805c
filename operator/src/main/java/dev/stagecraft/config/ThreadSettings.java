package dev.stagecraft.config;

/**
 * How much goes on at once.
 *
 * @param reconcile threads that decide; at least 1
 * @param steps steps that run at the same time over all resources; at least 1
 */
public record ThreadSettings(int reconcile, int steps) {}
