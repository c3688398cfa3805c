package dev.stagecraft.config;

/** How log lines look: one JSON object a line for machines, plain lines for people. */
public enum LogFormat {
    JSON,
    TEXT
}
