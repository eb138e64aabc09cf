package io.github.dynamocached.dynamodb;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Splits a PartiQL statement into tokens, and reads them one after the other. */
final class PartiQlTokens {

    /** Comparisons are one token; every other symbol is one character. */
    private static final List<String> PAIRS = List.of("<=", ">=", "<>", "!=");

    private final List<Token> tokens = new ArrayList<>();
    private final String statement;
    private int position;
    private int parameters;
    private int next;

    enum Kind {
        WORD,
        QUOTED,
        TEXT,
        NUMBER,
        PARAMETER,
        SYMBOL,
        END
    }

    /**
     * A token.
     *
     * @param text a name or text without its quotes; a parameter has its index
     */
    record Token(Kind kind, String text) {

        boolean is(String wordOrSymbol) {
            return kind == Kind.SYMBOL
                    ? text.equals(wordOrSymbol)
                    : kind == Kind.WORD && text.toUpperCase(Locale.ROOT).equals(wordOrSymbol);
        }

        boolean isName() {
            return kind == Kind.WORD || kind == Kind.QUOTED;
        }
    }

    /** A statement that is not understood. */
    static final class NotUnderstood extends Exception {

        private static final long serialVersionUID = 1;

        NotUnderstood() {
            super("not understood", null, false, false);
        }
    }

    /**
     * Tokens of a statement.
     *
     * @throws NotUnderstood if a quote has no end, or something may be a comment
     */
    PartiQlTokens(String statement) throws NotUnderstood {
        this.statement = statement;
        while (position < statement.length()) {
            char first = statement.charAt(position);
            if (Character.isWhitespace(first)) {
                position++;
            } else {
                tokens.add(token(first));
            }
        }
        tokens.add(new Token(Kind.END, ""));
    }

    private Token token(char first) throws NotUnderstood {
        if (first == '\'' || first == '"') {
            return new Token(first == '"' ? Kind.QUOTED : Kind.TEXT, quoted(first));
        }
        int begin = position;
        if (isDigit(first)) {
            return new Token(Kind.NUMBER, number());
        }
        if (isLetter(first)) {
            while (position < statement.length() && (isLetter(at(position)) || isDigit(at(position)))) {
                position++;
            }
            return new Token(Kind.WORD, statement.substring(begin, position));
        }
        if (first == '?') {
            position++;
            return new Token(Kind.PARAMETER, String.valueOf(parameters++));
        }
        if (statement.startsWith("--", begin) || statement.startsWith("/*", begin)) {
            throw new NotUnderstood();
        }
        position += PAIRS.stream().anyMatch(pair -> statement.startsWith(pair, begin)) ? 2 : 1;
        return new Token(Kind.SYMBOL, statement.substring(begin, position));
    }

    /** A doubled quote stands for one. */
    private String quoted(char quote) throws NotUnderstood {
        StringBuilder text = new StringBuilder();
        for (position++; position < statement.length(); position++) {
            if (at(position) == quote) {
                position++;
                if (position == statement.length() || at(position) != quote) {
                    return text.toString();
                }
            }
            text.append(at(position));
        }
        throw new NotUnderstood();
    }

    private String number() {
        int begin = position;
        while (position < statement.length() && isOfNumber()) {
            position++;
        }
        return statement.substring(begin, position);
    }

    private boolean isOfNumber() {
        char character = at(position);
        boolean isSign = character == '-' || character == '+';
        return isDigit(character)
                || character == '.'
                || character == 'e'
                || character == 'E'
                || (isSign && "eE".indexOf(at(position - 1)) >= 0);
    }

    private char at(int index) {
        return statement.charAt(index);
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    private static boolean isLetter(char character) {
        return character == '_' || Character.isLetter(character);
    }

    Token peek() {
        return tokens.get(next);
    }

    /** The next token, which is taken. The end is never taken. */
    Token take() {
        Token token = peek();
        if (token.kind() != Kind.END) {
            next++;
        }
        return token;
    }

    /** Takes the next token if it is the given one. */
    boolean takeIf(String wordOrSymbol) {
        boolean is = peek().is(wordOrSymbol);
        if (is) {
            next++;
        }
        return is;
    }

    /**
     * Takes the next token.
     *
     * @throws NotUnderstood if it is not the given one
     */
    void require(String wordOrSymbol) throws NotUnderstood {
        if (!takeIf(wordOrSymbol)) {
            throw new NotUnderstood();
        }
    }
}
