package io.github.dynamocached.autoconfigure;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A network on the way to DynamoDB that holds requests back until they are released. Then they reach it, also if the client
 * has closed the connection long before.
 */
final class HeldNetwork implements AutoCloseable {

    private static final byte[] END = {};

    private final URI server;
    private final ServerSocket socket;
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch answered = new CountDownLatch(1);

    HeldNetwork(URI server) {
        this.server = server;
        try {
            socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
        start(this::accept);
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + socket.getLocalPort());
    }

    /** Waits until a request is held. */
    void awaitHeld() {
        await(held);
    }

    /** Lets requests through, and waits until DynamoDB has answered the first one. */
    void release() {
        released.countDown();
        await(answered);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupt) {
            throw new IllegalStateException(interrupt);
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Work that ends with its connection. */
    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = socket.accept();
            Socket service = new Socket(server.getHost(), server.getPort());
            BlockingQueue<byte[]> requests = new LinkedBlockingQueue<>();
            start(() -> read(client.getInputStream(), requests));
            start(() -> forward(requests, service.getOutputStream()));
            start(() -> answer(service.getInputStream(), client.getOutputStream()));
        }
    }

    private void read(InputStream from, BlockingQueue<byte[]> to) throws IOException {
        byte[] bytes = new byte[65_536];
        for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
            to.add(Arrays.copyOf(bytes, count));
            held.countDown();
        }
        to.add(END);
    }

    private void forward(BlockingQueue<byte[]> from, OutputStream to) throws IOException, InterruptedException {
        released.await();
        for (byte[] bytes = from.take(); bytes != END; bytes = from.take()) {
            to.write(bytes);
        }
    }

    private void answer(InputStream from, OutputStream to) throws IOException {
        byte[] bytes = new byte[65_536];
        for (int count = from.read(bytes); count >= 0; count = from.read(bytes)) {
            answered.countDown();
            to.write(bytes, 0, count);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
