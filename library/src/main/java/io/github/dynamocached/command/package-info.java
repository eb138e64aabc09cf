/**
 * How the protocol sends commands through its ports, and the time that it gives them: budgets, deadlines, the clock.
 *
 * <p>Begin with {@link io.github.dynamocached.command.Ports}, then {@code CommandBudget} and {@code TimedWait}. Plain Java.
 * Uses the root package, {@code store} and {@code load}.
 */
@NullMarked
package io.github.dynamocached.command;

import org.jspecify.annotations.NullMarked;
