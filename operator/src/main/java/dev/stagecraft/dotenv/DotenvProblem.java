package dev.stagecraft.dotenv;

/**
 * A line that is none of a dotenv file.
 *
 * @param line from 1
 * @param message a sentence without anything of the line but a name that is one
 */
public record DotenvProblem(int line, String message) {}
