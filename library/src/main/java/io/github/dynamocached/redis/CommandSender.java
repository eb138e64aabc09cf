package io.github.dynamocached.redis;

import org.redisson.client.protocol.RedisCommand;

/** Sends commands to the primaries of their keys. */
interface CommandSender {

    /**
     * Sends a command, once.
     *
     * @param key the key whose primary gets it
     * @param reply is completed by the answer
     * @param isEviction whether it has the time of an eviction
     */
    void send(RedisCommand<Object> command, String key, Object[] arguments, Reply<?> reply, boolean isEviction);

    /** Sends a read that knows its way, once. */
    void send(ReadReply read);
}
