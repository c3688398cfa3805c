/**
 * DigitalOcean on the loopback interface: the documented API for droplets and what they need, with its weather.
 * Rule: it answers as the contract says and knows nothing of the operator; tests steer it through {@code Weather},
 * {@code Faults} and the clock, and read what happened from the {@code Journal}.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.sandbox.digitalocean;
