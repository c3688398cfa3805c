/**
 * Builds as Kubernetes Jobs. The manifest is a pure function of the request, and what a Job has come to one of its status;
 * {@code JobExecutor} alone talks to the cluster.
 * Rule: no value of a secret in a manifest, only keys of the one Secret beside it; no pod here may escalate, unless whoever runs the
 * operator has named a profile for it.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.build.job;
