package io.github.dynamocached.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;

/**
 * A private key and a self-signed certificate, made with the JDK's keytool. Only this user can read the files.
 *
 * @param folder the folder of the files
 * @param certificate the certificate as PEM
 * @param privateKey the key as PEM
 */
record TlsCertificate(Path folder, Path certificate, Path privateKey) {

    private static final String ALIAS = "redis";
    private static final String PASSWORD = "changeit";

    /**
     * Makes both.
     *
     * @param host the name of the certificate's owner
     * @param names the names and addresses that the certificate covers, in keytool's form: {@code dns:localhost,ip:127.0.0.1}
     */
    static TlsCertificate make(String host, String names) {
        try {
            Path folder = Files.createTempDirectory("dynamocached-tls-");
            Path store = folder.resolve("redis.p12");
            generate(store, host, names);
            TlsCertificate made =
                    new TlsCertificate(folder, folder.resolve("certificate.pem"), folder.resolve("key.pem"));
            made.export(store);
            Files.delete(store);
            return made;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException("The key store that keytool made cannot be read.", failure);
        }
    }

    private static void generate(Path store, String host, String names) throws IOException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                ALIAS,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=" + host,
                "-ext",
                "SAN=" + names,
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD);
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String printed = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (keytool.waitFor() != 0) {
                throw new IllegalStateException("keytool failed to make a certificate. It printed: " + printed);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while keytool made a certificate.", interrupted);
        }
    }

    private void export(Path store) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(store)) {
            keys.load(bytes, PASSWORD.toCharArray());
        }
        write(certificate, "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
        write(
                privateKey,
                "PRIVATE KEY",
                keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded());
    }

    private static void write(Path file, String kind, byte[] bytes) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(bytes);
        Files.writeString(file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }
}
