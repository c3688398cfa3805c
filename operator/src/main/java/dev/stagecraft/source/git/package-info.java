/**
 * The ports to Git over JGit.
 * Rule: imports the source port, JGit, and what writes archives; a repository lives in memory for one reading, or for a
 * whole commit bare in a directory of ours, and nothing of the machine's own Git configuration counts.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.source.git;
