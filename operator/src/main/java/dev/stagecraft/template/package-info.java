/**
 * Texts with variables in Compose's notation, taken apart and put together again; shared by Compose files and dotenv files.
 * Rule: pure, and it depends on nothing of ours; it knows neither where values come from nor what a problem is called.
 */
@org.jspecify.annotations.NullMarked
package dev.stagecraft.template;
