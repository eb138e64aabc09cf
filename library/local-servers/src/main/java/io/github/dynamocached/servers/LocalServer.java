package io.github.dynamocached.servers;

/**
 * A server of this machine that ends with its owner. It listens on a port that was free when it started and keeps
 * nothing after its end. Its methods may be called by any thread, one at a time.
 */
public interface LocalServer extends AutoCloseable {

    /**
     * The port on the loopback interface. It stays the same for the life of the server.
     *
     * @return the port
     */
    int port();

    /** Ends the server and waits until it has ended. Does nothing when it has ended already. */
    @Override
    void close();
}
