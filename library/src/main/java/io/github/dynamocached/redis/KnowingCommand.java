package io.github.dynamocached.redis;

import org.redisson.client.protocol.RedisCommand;
import org.redisson.client.protocol.decoder.MultiDecoder;

/** A command that needs to know the start of the primary: to judge its answer, or as an argument. */
final class KnowingCommand extends RedisCommand<Object> {

    /** For what a command needs to know the primary. */
    enum Need {
        /** Its answer is judged by what is known. */
        JUDGED,
        /** It is told the start, see {@link Primary#START}. */
        TOLD,
        /** It is a question itself: the primary is asked again whatever is known. */
        ASKS,
        /** It has the server asked whether it is a primary still, and is not needed itself. */
        CHECKS
    }

    private final Need need;

    KnowingCommand(String name, Need need, MultiDecoder<Object> decoder) {
        super(name, decoder);
        this.need = need;
    }

    boolean isTold() {
        return need == Need.TOLD;
    }

    boolean asksAgain() {
        return need == Need.ASKS;
    }

    boolean checks() {
        return need == Need.CHECKS;
    }
}
