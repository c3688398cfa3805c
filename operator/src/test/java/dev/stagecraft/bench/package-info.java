/** Measurements for {@code make bench}: never asserted, always written to {@code docs/benchmarks.md} with what they compare to. */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.bench;
