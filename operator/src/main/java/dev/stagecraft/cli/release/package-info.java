/**
 * The commands that ask the operator for a release, a rollback, a retry, an approval, a pause or the end, and follow what it does.
 * They write nothing but the spec and annotations; judging and drawing are pure, from one state of the resource to the next.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.cli.release;
