package io.github.dynamocached.layout;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A script as Redis knows it.
 *
 * @param name what failures call it
 * @param text its source
 * @param sha the SHA-1 of its source, by which a server that has it runs it
 */
public record Script(String name, String text, String sha) {

    /**
     * A script whose SHA-1 is taken here.
     *
     * @param name what failures call it
     * @param text its source
     */
    public Script(String name, String text) {
        this(name, text, shaOf(text));
    }

    /** A script of the library: the resource of that name, after the one that all share. */
    static Script load(String name) {
        return new Script(name, resource("common") + resource(name));
    }

    /**
     * A script of the library that does not work on the hash of a key, or only looks: without what the others share.
     *
     * @param name the name of the resource, without its ending
     * @return the script
     */
    public static Script loadAlone(String name) {
        return new Script(name, resource(name));
    }

    private static String resource(String name) {
        try (InputStream lines = Script.class.getResourceAsStream(name + ".lua")) {
            if (lines == null) {
                throw new IllegalStateException("The jar of DynamoCached lacks the script " + name
                        + ".lua. If it was repackaged, keep its resources.");
            }
            return new String(lines.readAllBytes(), UTF_8);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static String shaOf(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java runtime has SHA-1", impossible);
        }
    }
}
