package io.github.dynamocached.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between clients and a server, passes everything on, keeps what the clients say, and counts how often they speak after the server. */
final class RecordingRelay implements AutoCloseable {

    private final ServerSocket listening;
    private final int serverPort;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final Set<Socket> swallowed = ConcurrentHashMap.newKeySet();
    private final AtomicInteger accepted = new AtomicInteger();
    private final Set<String> hidden = ConcurrentHashMap.newKeySet();
    private boolean isClientSpeaking;
    private int roundTrips;
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();

    /** A relay to a server of this machine. */
    RecordingRelay(int serverPort) {
        this.serverPort = serverPort;
        try {
            listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        threads.execute(this::accept);
    }

    String uri() {
        return "redis://127.0.0.1:" + port();
    }

    /** Where it listens. */
    int port() {
        return listening.getLocalPort();
    }

    /** Passes nothing on any more of what is said over the connections that there are now. New ones are served. */
    void swallow() {
        swallowed.addAll(sockets);
    }

    /** Replaces lines with these names in what the server says, as a proxy that hides them. */
    void hide(String... lines) {
        hidden.addAll(List.of(lines));
    }

    private byte[] shown(byte[] bytes, int count) {
        String text = new String(bytes, 0, count, ISO_8859_1);
        for (String line : hidden) {
            text = text.replace("\n" + line + ":", "\n" + "_".repeat(line.length()) + ":");
        }
        return text.getBytes(ISO_8859_1);
    }

    /** How many connections clients have made so far. */
    int accepted() {
        return accepted.get();
    }

    /** How often the clients began to speak since this was asked for last. */
    synchronized int roundTrips() {
        int counted = roundTrips;
        roundTrips = 0;
        isClientSpeaking = false;
        said.reset();
        return counted;
    }

    /** The words that the clients sent since round trips were asked for last, without their lengths. */
    synchronized List<String> words() {
        return said.toString(UTF_8)
                .lines()
                .filter(line -> !line.matches("[*$][0-9]+"))
                .toList();
    }

    private synchronized void record(byte[] bytes, int count) {
        said.write(bytes, 0, count);
    }

    private synchronized void note(boolean isClient) {
        if (isClient && !isClientSpeaking) {
            roundTrips++;
        }
        isClientSpeaking = isClient;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                accepted.incrementAndGet();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                sockets.addAll(List.of(client, server));
                threads.execute(() -> pass(client, server, true));
                threads.execute(() -> pass(server, client, false));
            }
        } catch (IOException closed) {
            threads.shutdown();
        }
    }

    private void pass(Socket from, Socket to, boolean isClient) {
        byte[] bytes = new byte[1 << 20];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                if (swallowed.contains(from)) {
                    continue;
                }
                note(isClient);
                if (isClient) {
                    record(bytes, read);
                }
                if (isClient || hidden.isEmpty()) {
                    out.write(bytes, 0, read);
                } else {
                    out.write(shown(bytes, read));
                }
            }
        } catch (IOException closed) {
            // This connection is over, and both of its sockets are closed. Others go on.
        }
    }

    @Override
    public void close() throws IOException {
        cut();
    }

    /** Breaks all connections, and refuses new ones. */
    void cut() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
        threads.shutdownNow();
    }
}
