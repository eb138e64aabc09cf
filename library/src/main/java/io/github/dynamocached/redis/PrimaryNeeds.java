package io.github.dynamocached.redis;

import org.jspecify.annotations.Nullable;
import org.redisson.client.protocol.CommandData;
import org.redisson.client.protocol.CommandsData;

/** Finds in what is written to a connection the command that matters to its {@link PrimaryChannel}. */
final class PrimaryNeeds {

    private PrimaryNeeds() {}

    /** The command of a message. After a redirection it comes with another one before it, and a script with a wait after it. */
    static @Nullable CommandData<?, ?> commandOf(Object message) {
        if (message instanceof CommandData<?, ?> single) {
            return single;
        }
        CommandData<?, ?> found = null;
        if (message instanceof CommandsData several) {
            for (CommandData<?, ?> next : several.getCommands()) {
                found = found == null || !isScript(found) || isScript(next) ? next : found;
            }
        }
        return found;
    }

    /** Whether a command runs a script, which may write. */
    static boolean isScript(CommandData<?, ?> command) {
        return command.getCommand().getName().startsWith("EVAL");
    }
}
