package dev.stagecraft.sandbox.host;

import java.time.InstantSource;

/** All that a simulated host remembers, whoever is connected. */
record SimulatedHostState(
        SimulatedFiles files,
        SimulatedPackages packages,
        SimulatedEngine engine,
        SimulatedBuilds builds,
        Faults faults,
        Journal journal,
        InstantSource clock) {}
