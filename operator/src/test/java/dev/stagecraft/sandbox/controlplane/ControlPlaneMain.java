package dev.stagecraft.sandbox.controlplane;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A control plane by hand: starts one in the directory given, says so, and keeps it until standard input ends. */
final class ControlPlaneMain {

    private ControlPlaneMain() {}

    public static void main(String... arguments) throws IOException {
        if (arguments.length != 1) {
            throw new IllegalArgumentException("Give one argument: the directory that is to hold the control plane.");
        }
        try (var plane = ControlPlane.start(Path.of(arguments[0]))) {
            System.out.println(plane.kubeconfig());
            System.in.transferTo(OutputStream.nullOutputStream());
        }
        System.exit(0); // the client leaves a thread behind
    }
}
