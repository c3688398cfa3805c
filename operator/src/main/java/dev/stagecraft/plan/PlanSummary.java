package dev.stagecraft.plan;

/** How many machines a plan creates and destroys, and how many hosts it changes. */
public record PlanSummary(int create, int change, int destroy) {}
