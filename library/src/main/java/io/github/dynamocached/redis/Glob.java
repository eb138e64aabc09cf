package io.github.dynamocached.redis;

/** The patterns of {@code SCAN}. */
final class Glob {

    private Glob() {}

    /** A pattern that matches a text and nothing else. */
    static String escaped(String text) {
        return text.replaceAll("[\\\\*?\\[\\]^]", "\\\\$0");
    }
}
