package io.github.dynamocached.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/**
 * An address on this machine whose server can be replaced, as with a virtual address or a service of a platform. New
 * connections lead to the current server. Open connections stay with their server until they are broken.
 */
public final class MovingEndpoint implements AutoCloseable {

    private final ServerSocket listening;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "moving-endpoint");
        thread.setDaemon(true);
        return thread;
    });
    private final Semaphore passing = new Semaphore(1);
    private volatile int target;

    private MovingEndpoint(ServerSocket listening, int target) {
        this.listening = listening;
        this.target = target;
    }

    /**
     * Opens an endpoint on a free port.
     *
     * @param server the first server that it leads to
     * @return the endpoint
     * @throws UncheckedIOException if there is no free port
     */
    public static MovingEndpoint to(LocalServer server) {
        try {
            MovingEndpoint endpoint =
                    new MovingEndpoint(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), server.port());
            endpoint.threads.execute(endpoint::accept);
            return endpoint;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * The address for clients.
     *
     * @return {@code redis://127.0.0.1:<port>}
     */
    public URI uri() {
        return URI.create("redis://127.0.0.1:" + port());
    }

    /**
     * The port of the endpoint.
     *
     * @return the port
     */
    public int port() {
        return listening.getLocalPort();
    }

    /**
     * Leads new connections to another server. Open connections stay with theirs.
     *
     * @param server the other server
     */
    public void moveTo(LocalServer server) {
        target = server.port();
    }

    /** Keeps back what is sent from now on, in both directions, and all connections open. */
    public void keepBack() {
        if (passing.tryAcquire()) {
            return;
        }
        throw new IllegalStateException("The endpoint keeps everything back already.");
    }

    /** Passes on what was stopped on its way. */
    public void passOn() {
        passing.release();
    }

    /** Breaks all open connections. */
    public void breakConnections() {
        for (Socket socket : sockets) {
            close(socket);
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                sockets.add(client);
                threads.execute(() -> lead(client));
            } catch (IOException closed) {
                close(listening);
            }
        }
    }

    /** Passes everything on. If the server refuses the connection, the client loses its own. */
    private void lead(Socket client) {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            threads.execute(() -> pass(server, client));
            pass(client, server);
        } catch (IOException refused) {
            close(client);
        }
    }

    private void pass(Socket from, Socket to) {
        byte[] bytes = new byte[1 << 16];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                awaitPassing();
                out.write(bytes, 0, read);
            }
        } catch (IOException broken) {
            close(to);
        }
        close(from);
        close(to);
        sockets.removeAll(List.of(from, to));
    }

    private void awaitPassing() {
        passing.acquireUninterruptibly();
        passing.release();
    }

    private static void close(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception failure) {
            throw new IllegalStateException("A socket of the endpoint cannot be closed.", failure);
        }
    }

    @Override
    public void close() {
        close(listening);
        breakConnections();
        threads.shutdown();
    }
}
