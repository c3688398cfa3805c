/**
 * The operations of a release's phases one by one: migrations, secrets, builds, machines, and the workflow of a CI system. What the
 * operator can do is asked of it, through the resource, and waited for; nothing is done beside it that it might do at the same time.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.cli.phase;
