/** What the build holds the repository itself to: its entries, its text files, its links. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.tree;
