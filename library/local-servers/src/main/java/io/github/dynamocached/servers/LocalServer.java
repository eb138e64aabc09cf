package io.github.dynamocached.servers;

/**
 * A server on this machine that ends with its owner. It listens on a free port and keeps nothing after its end. Any
 * thread may call its methods, but only one at a time.
 */
public interface LocalServer extends AutoCloseable {

    /**
     * The port on the loopback interface. It stays the same for the life of the server.
     *
     * @return the port
     */
    int port();

    /** Ends the server and waits until it has ended. Does nothing if it has ended already. */
    @Override
    void close();
}
