package io.github.dynamocached.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** A short hash of a text that is the same on every node: the first bytes of its SHA-256. */
final class Fingerprint {

    private static final int BYTES_OF_SCHEMA = 6;
    private static final int BYTES_OF_NAME = 4;

    private Fingerprint() {}

    /** Twelve digits: of all schemas that one type ever has, no two should meet. */
    static String ofSchema(String description) {
        return HexFormat.of().formatHex(hash(AttributeGrammar.VERSION + "/" + description, BYTES_OF_SCHEMA));
    }

    /** Six characters: tells apart types of the same simple name. */
    static String ofName(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(hash(name, BYTES_OF_NAME));
    }

    private static byte[] hash(String text, int bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
            return Arrays.copyOf(digest, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
