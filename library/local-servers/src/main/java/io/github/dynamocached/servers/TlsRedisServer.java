package io.github.dynamocached.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A Redis that speaks TLS on one port, with a certificate for {@code localhost} and 127.0.0.1 that was made for it, and
 * plain text on another one, where tests look at what is in it.
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
     * The same with a certificate for another host, as that of a server whose name has changed.
     *
     * @param host the only name that the certificate is good for
     * @return the running server, on localhost all the same
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
     * The port of TLS.
     *
     * @return the port
     */
    @Override
    public int port() {
        return tlsPort;
    }

    /**
     * Where clients connect to.
     *
     * @return {@code rediss://localhost:<port>}
     */
    public URI uri() {
        return URI.create("rediss://localhost:" + tlsPort);
    }

    /**
     * The same server, in plain text and with all rights.
     *
     * @return the server, which this one closes
     */
    public RedisServer plain() {
        return server;
    }

    /**
     * The certificate of the server, which nobody has signed but itself.
     *
     * @return a file in the form PEM
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
