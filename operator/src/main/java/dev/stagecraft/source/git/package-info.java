/**
 * The port to Git over JGit.
 * Rule: imports the source port and JGit; a repository lives in memory for one reading and never on a disk, and nothing
 * of the machine's own Git configuration counts.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.source.git;
