package io.github.dynamocached.example.local;

import io.github.dynamocached.servers.RedisServer;

/** Changes the state of a server with signals. */
final class SignalledRedis implements LocalRedis {

    private final RedisServer server;
    private volatile State state = State.RUNNING;

    SignalledRedis(RedisServer server) {
        this.server = server;
    }

    @Override
    public State state() {
        return state;
    }

    @Override
    public synchronized void change(State wanted) {
        if (wanted == state) {
            return;
        }
        switch (wanted) {
            case PAUSED -> server.pause();
            case KILLED -> server.kill();
            case RUNNING -> {
                if (state == State.PAUSED) {
                    server.resume();
                } else {
                    server.restart();
                }
            }
        }
        state = wanted;
    }
}
