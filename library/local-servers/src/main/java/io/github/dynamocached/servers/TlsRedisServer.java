package io.github.dynamocached.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A Redis with TLS on one port, and plain text on another port where tests can look at its content. Its certificate is made
 * for it, for {@code localhost} and 127.0.0.1.
 */
public final class TlsRedisServer implements LocalServer {

    private final RedisServer server;
    private final int tlsPort;
    private final TlsCertificate certificate;

    private TlsRedisServer(RedisServer server, int tlsPort, TlsCertificate certificate) {
        this.server = server;
        this.tlsPort = tlsPort;
        this.certificate = certificate;
    }

    /**
     * Makes a certificate and starts a server with it.
     *
     * @return the running server
     * @throws IllegalStateException if the certificate cannot be made, or the server does not start
     */
    public static TlsRedisServer start() {
        return startWith(TlsCertificate.make("localhost", "dns:localhost,ip:127.0.0.1"));
    }

    /**
     * Starts a server whose certificate is for another host, as if its name had changed.
     *
     * @param host the only name that the certificate covers
     * @return the running server, on localhost
     * @throws IllegalStateException if the certificate cannot be made, or the server does not start
     */
    public static TlsRedisServer startAs(String host) {
        return startWith(TlsCertificate.make(host, "dns:" + host));
    }

    private static TlsRedisServer startWith(TlsCertificate certificate) {
        int port = RedisServer.freePort();
        RedisServer server = RedisServer.start(
                "--tls-port", "" + port,
                "--tls-cert-file", certificate.certificate().toString(),
                "--tls-key-file", certificate.privateKey().toString(),
                "--tls-ca-cert-file", certificate.certificate().toString(),
                "--tls-auth-clients", "optional");
        return new TlsRedisServer(server, port, certificate);
    }

    /**
     * The TLS port.
     *
     * @return the port
     */
    @Override
    public int port() {
        return tlsPort;
    }

    /**
     * The address for clients.
     *
     * @return {@code rediss://localhost:<port>}
     */
    public URI uri() {
        return URI.create("rediss://localhost:" + tlsPort);
    }

    /**
     * The same server over plain text, with all rights.
     *
     * @return the server; closing this object closes it too
     */
    public RedisServer plain() {
        return server;
    }

    /**
     * The self-signed certificate of the server.
     *
     * @return a PEM file
     */
    public Path certificate() {
        return certificate.certificate();
    }

    @Override
    public void close() {
        server.close();
        try (Stream<Path> files = Stream.of(certificate.certificate(), certificate.privateKey())) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
            Files.deleteIfExists(certificate.folder());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
