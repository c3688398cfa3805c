/**
 * Builds as runs of a GitHub Actions workflow, over GitHub's REST API and nothing but the JDK's client.
 * Rule: a dispatch is sent once and then looked for; nothing here sleeps, and the token goes to the configured origin only.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.provider.ci.github;
