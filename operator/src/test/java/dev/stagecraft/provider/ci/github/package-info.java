@org.jspecify.annotations.NullMarked
package dev.stagecraft.provider.ci.github;
