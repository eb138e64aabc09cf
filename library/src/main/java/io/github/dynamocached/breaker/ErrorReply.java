package io.github.dynamocached.breaker;

import java.util.Locale;
import org.redisson.client.RedisException;

/**
 * The safe parts of an error reply, which hold no key and no value. Redisson adds the command and its arguments to the text,
 * and a server adds some of the arguments.
 */
public final class ErrorReply {

    private static final String ADDED = ". channel: ";
    private static final String OF_SCRIPT = "ERR Error running script";
    private static final int LONGEST_NAME = 40;

    private ErrorReply() {}

    /**
     * The first word of an error reply, such as NOPERM: capitals only, so never a part of a key. Servers before Redis 7 have
     * it within the text where it comes from a script. Empty if there is none.
     *
     * @param failure what Redisson threw
     * @return the word, or an empty text
     */
    public static String codeOf(Throwable failure) {
        if (failure.getClass() != RedisException.class) {
            return "";
        }
        String text = textOf(failure);
        int inScript = text.startsWith(OF_SCRIPT) ? text.indexOf(": -") : -1;
        return inScript < 0 ? capitals(text, 0) : capitals(text, inScript + ": -".length());
    }

    /** What the server has written. Not to be shown: parts of it may be those of a key. */
    static String textOf(Throwable failure) {
        String text = String.valueOf(failure.getMessage());
        int end = text.indexOf(ADDED);
        return end < 0 ? text : text.substring(0, end);
    }

    /** The command that a user may not run, such as {@code client|setname}, as the server calls it. Empty if it names none. */
    static String deniedCommand(Throwable failure) {
        String text = textOf(failure);
        String before = "run the '";
        int begin = text.indexOf(before);
        int end = begin < 0 ? -1 : text.indexOf("' command", begin);
        String name = end < 0 ? "" : text.substring(begin + before.length(), end);
        return isName(name) ? name : "";
    }

    /** The command that a server does not know, as it was sent; another name if that is not in the reply. */
    static String unknownCommand(Throwable failure, String otherwise) {
        String text = textOf(failure);
        int begin = "ERR unknown command ".length() + 1;
        int end = begin < text.length() ? text.indexOf(text.charAt(begin - 1) == '`' ? '`' : '\'', begin) : -1;
        String name = end < 0 ? "" : text.substring(begin, end).toLowerCase(Locale.ROOT);
        return !name.isEmpty() && isName(name) ? name : otherwise;
    }

    private static boolean isName(String name) {
        return name.length() <= LONGEST_NAME
                && name.chars()
                        .allMatch(letter -> letter == '|'
                                || letter == '.'
                                || letter == '-'
                                || letter == '_'
                                || (letter >= 'a' && letter <= 'z'));
    }

    /**
     * The word of capitals at a place, empty if there is none.
     *
     * @param text what a server has written
     * @param begin the place
     * @return the word, or an empty text
     */
    public static String capitals(String text, int begin) {
        int end = begin;
        while (end < text.length() && text.charAt(end) >= 'A' && text.charAt(end) <= 'Z') {
            end++;
        }
        boolean isCode = end - begin >= 2 && end < text.length() && text.charAt(end) == ' ';
        return isCode ? text.substring(begin, end) : "";
    }
}
