package io.github.dynamocached.servers;

import java.net.URI;
import java.util.concurrent.Callable;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBRequestHandler;
import software.amazon.dynamodb.services.local.server.LocalDynamoDBServerHandler;

/**
 * DynamoDB Local in this JVM, over HTTP on a free port of 127.0.0.1. It keeps its data in memory, accepts any region and
 * any credentials, and has one database for all of them. Its threads are daemons, so the JVM can end.
 *
 * <p>DynamoDB Local's own {@code ServerRunner} listens on all interfaces and sets up telemetry. So this class runs the
 * request handler in a web server of its own, without telemetry.
 */
public final class DynamoDbServer implements LocalServer {

    private final Server server;
    private final LocalDynamoDBServerHandler handler;
    private final int port;

    private DynamoDbServer(Server server, LocalDynamoDBServerHandler handler, int port) {
        this.server = server;
        this.handler = handler;
        this.port = port;
    }

    /**
     * Starts a server without tables.
     *
     * @return the running server
     * @throws IllegalStateException if it cannot be started
     */
    public static DynamoDbServer start() {
        LocalDynamoDBServerHandler handler =
                new LocalDynamoDBServerHandler(new LocalDynamoDBRequestHandler(0, true, null, true, false), null);
        Server server = new Server(daemonThreads());
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new ContextHandler(handler));
        return attempt("start", () -> {
            server.start();
            return new DynamoDbServer(server, handler, connector.getLocalPort());
        });
    }

    @Override
    public int port() {
        return port;
    }

    /**
     * The endpoint override for clients of the AWS SDK.
     *
     * @return {@code http://127.0.0.1:<port>}
     */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    @Override
    public void close() {
        attempt("stop", () -> {
            server.stop();
            handler.close();
            return this;
        });
    }

    private static QueuedThreadPool daemonThreads() {
        QueuedThreadPool threads = new QueuedThreadPool();
        threads.setName("dynamodb-local");
        threads.setDaemon(true);
        return threads;
    }

    private static DynamoDbServer attempt(String aim, Callable<DynamoDbServer> action) {
        try {
            return action.call();
        } catch (Exception failure) {
            throw new IllegalStateException("DynamoDB Local did not " + aim + ".", failure);
        }
    }
}
