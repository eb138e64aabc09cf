package io.github.dynamocached.servers;

/** A server process or thread of this machine that ends with its owner. */
public interface LocalServer extends AutoCloseable {

    /**
     * The port on the loopback interface.
     *
     * @return the port
     */
    int port();

    /** Ends the server and waits until it has ended. */
    @Override
    void close();
}
