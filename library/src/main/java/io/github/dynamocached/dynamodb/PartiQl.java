package io.github.dynamocached.dynamodb;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What can be seen of a PartiQL statement without parsing it. In doubt it is a read of an index. */
final class PartiQl {

    private static final Pattern SELECT =
            Pattern.compile("\\s*(EXISTS\\s*\\(\\s*)?SELECT\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern SELECT_ALL =
            Pattern.compile("\\s*(EXISTS\\s*\\(\\s*)?SELECT\\s*\\*\\s*FROM\\b", Pattern.CASE_INSENSITIVE);
    private static final Pattern FROM = Pattern.compile("\\bFROM\\s+", Pattern.CASE_INSENSITIVE);
    private static final Pattern TABLE =
            Pattern.compile("(\"[^\"]++\"|[A-Za-z0-9_-]++)\\s*+(WHERE\\b|ORDER\\b|[;)]|$)", Pattern.CASE_INSENSITIVE);

    private PartiQl() {}

    /** Whether a statement reads; one that is missing is left to the SDK, which says so. */
    static boolean isSelect(@Nullable String statement) {
        return statement != null && SELECT.matcher(statement).lookingAt();
    }

    /** Whether a SELECT returns all attributes that there are. */
    static boolean selectsAll(String select) {
        return SELECT_ALL.matcher(select).lookingAt();
    }

    /** Whether the statement reads a table; one that reads an index names it after a dot. */
    static boolean namesNoIndex(String statement) {
        Matcher from = FROM.matcher(statement);
        return from.find()
                && TABLE.matcher(statement)
                        .region(from.end(), statement.length())
                        .lookingAt();
    }
}
