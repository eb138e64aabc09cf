package io.github.dynamocached.servers;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a Redis on this machine. It sends commands as {@code redis-cli} does, without a client library. Only
 * one thread may use it.
 */
public final class RespConnection implements AutoCloseable {

    private final Socket socket;
    private final InputStream answers;

    private RespConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.answers = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * Connects to a port of the loopback interface.
     *
     * @param port the port
     * @param timeout the longest time for connecting, and for each answer
     * @return the connection
     * @throws UncheckedIOException if nothing listens there
     */
    public static RespConnection open(int port, Duration timeout) {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) timeout.toMillis());
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) timeout.toMillis());
            return new RespConnection(socket);
        } catch (IOException failure) {
            closeAfter(failure, socket);
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Sends a command and waits for its answer. Bulk strings are decoded as UTF-8.
     *
     * @param command the words of the command: a {@code byte[]} is sent as it is, anything else as the UTF-8 of its
     *     {@code toString()}
     * @return a {@code String}, a {@code Long}, a {@code List} of these (with a {@link RespException} for each error inside),
     *     or null
     * @throws RespException if Redis answers an error
     * @throws UncheckedIOException if no answer comes in time or the connection breaks; close the connection then
     */
    public @Nullable Object execute(Object... command) {
        return textOf(answerTo(command));
    }

    /**
     * Sends a command whose answer is one bulk string, and returns its bytes.
     *
     * @param command the words of the command, as in {@link #execute}
     * @return the bytes, or null
     * @throws RespException if Redis answers an error
     * @throws IllegalStateException if the answer is not a bulk string
     * @throws UncheckedIOException if no answer comes in time or the connection breaks; close the connection then
     */
    public byte @Nullable [] executeForBytes(Object... command) {
        Object answer = answerTo(command);
        if (answer == null || answer instanceof byte[]) {
            return (byte[]) answer;
        }
        throw new IllegalStateException("The answer is a " + answer.getClass().getSimpleName()
                + ", not a bulk string. Use execute for this command.");
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private @Nullable Object answerTo(Object... command) {
        try {
            socket.getOutputStream().write(encoded(command));
            Object answer = read();
            if (answer instanceof RespException error) {
                throw error;
            }
            return answer;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static byte[] encoded(Object... command) throws IOException {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        target.write(ascii("*" + command.length + "\r\n"));
        for (Object word : command) {
            byte[] bytes = word instanceof byte[] raw ? raw : word.toString().getBytes(StandardCharsets.UTF_8);
            target.write(ascii("$" + bytes.length + "\r\n"));
            target.write(bytes);
            target.write(ascii("\r\n"));
        }
        return target.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private @Nullable Object read() throws IOException {
        String line = readLine();
        String content = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> content;
            case '-' -> new RespException(content);
            case ':' -> Long.valueOf(content);
            case '$' -> readBulk(Integer.parseInt(content));
            case '*' -> readArray(Integer.parseInt(content));
            default -> throw new IOException("A RESP answer cannot begin with '" + line.charAt(0) + "'.");
        };
    }

    private byte @Nullable [] readBulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] bytes = answers.readNBytes(length);
        if (bytes.length < length || !readLine().isEmpty()) {
            throw new EOFException("The connection ended inside an answer.");
        }
        return bytes;
    }

    private @Nullable List<@Nullable Object> readArray(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        List<@Nullable Object> elements = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            elements.add(read());
        }
        return elements;
    }

    private String readLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = answers.read(); next != '\r'; next = answers.read()) {
            if (next < 0) {
                throw new EOFException("The connection ended inside an answer.");
            }
            line.write(next);
        }
        if (answers.read() != '\n') {
            throw new IOException("A line of an answer does not end with CR LF.");
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private static @Nullable Object textOf(@Nullable Object answer) {
        if (answer instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (answer instanceof List<?> elements) {
            List<@Nullable Object> texts = new ArrayList<>(elements.size());
            elements.forEach(element -> texts.add(textOf(element)));
            return texts;
        }
        return answer;
    }

    private static void closeAfter(IOException failure, Socket socket) {
        try {
            socket.close();
        } catch (IOException second) {
            failure.addSuppressed(second);
        }
    }
}
