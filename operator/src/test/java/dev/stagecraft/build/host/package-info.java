@org.jspecify.annotations.NullMarked
package dev.stagecraft.build.host;
