package io.github.dynamocached.example.local;

/** The Redis that the example has started itself, for the buttons of the live page. No other Redis can be stopped with it. */
public interface LocalRedis {

    /** What the process does. */
    enum State {
        /** It answers. */
        RUNNING,
        /** It is stopped with a signal. Connections stay open, and nothing is answered. */
        PAUSED,
        /** There is no process. Connections are refused. */
        KILLED
    }

    /** {@return what the process does now} */
    State state();

    /**
     * Changes what the process does. Returns when it does so.
     *
     * @param wanted the new state. From killed to running, Redis starts empty
     * @throws IllegalStateException if a killed Redis is to be paused
     */
    void change(State wanted);
}
