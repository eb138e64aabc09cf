package io.github.dynamocached.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;

class TlsRedisServerTests {

    @Test
    void itAnswersClientsThatTrustItsCertificateForLocalhost() throws Exception {
        try (TlsRedisServer server = TlsRedisServer.start();
                SSLSocket socket =
                        (SSLSocket) trusting(server).getSocketFactory().createSocket("localhost", server.port())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            socket.setSSLParameters(parameters);
            socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(7)).asString().isEqualTo("+PONG\r\n");
            assertThat(server.plain().execute("PING")).isEqualTo("PONG");
        }
    }

    @Test
    void itsFilesAreGoneAfterItIsClosed() {
        TlsRedisServer server = TlsRedisServer.start();
        assertThat(server.certificate()).exists();
        server.close();
        assertThat(server.certificate().getParent()).doesNotExist();
    }

    private static SSLContext trusting(TlsRedisServer server) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        try (InputStream bytes = Files.newInputStream(server.certificate())) {
            Certificate certificate = CertificateFactory.getInstance("X.509").generateCertificate(bytes);
            trusted.setCertificateEntry("redis", certificate);
        }
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
