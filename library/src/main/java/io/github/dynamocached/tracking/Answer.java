package io.github.dynamocached.tracking;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a server has sent.
 *
 * @param isPush whether nobody has asked for it
 * @param value a {@code String}, a {@code Long}, a {@link Refused}, a {@code List} of these and of lists, or null. The keys and
 *     values of a map follow each other in a list. A push is a list
 */
record Answer(boolean isPush, @Nullable Object value) {

    /**
     * An error.
     *
     * @param text what the server has written. Not to be shown
     */
    record Refused(String text) {

        private static final Set<String> OF_NOW = Set.of("BUSY", "LOADING", "MASTERDOWN", "TRYAGAIN", "CLUSTERDOWN");
        private static final int LONGEST_CODE = 20;

        /** Whether it is about the state of the server, and goes by without anybody's doing. */
        boolean isOfNow() {
            return OF_NOW.contains(code());
        }

        /** The first word if it is one of capitals, such as NOPERM; otherwise empty. */
        String code() {
            int end = 0;
            while (end < text.length() && text.charAt(end) >= 'A' && text.charAt(end) <= 'Z') {
                end++;
            }
            boolean isWord = end > 1 && end <= LONGEST_CODE && (end == text.length() || text.charAt(end) == ' ');
            return isWord ? text.substring(0, end) : "";
        }
    }

    /** The elements, none if it is no list. */
    List<?> elements() {
        return value instanceof List<?> list ? list : List.of();
    }

    /** Whether it is a list that begins with a text. */
    boolean beginsWith(String text) {
        return !elements().isEmpty() && text.equals(elements().get(0));
    }
}
