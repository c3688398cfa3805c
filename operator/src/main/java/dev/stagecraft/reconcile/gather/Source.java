package dev.stagecraft.reconcile.gather;

import dev.stagecraft.release.SourceMark;
import dev.stagecraft.source.GitLocation;
import dev.stagecraft.source.SourceTree;

/**
 * The source that is released.
 *
 * @param location of the very commit, for whoever fetches it anew
 * @param mark what is remembered of it
 */
public record Source(SourceTree tree, GitLocation location, SourceMark mark) {}
