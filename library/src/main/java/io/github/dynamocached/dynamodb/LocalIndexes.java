package io.github.dynamocached.dynamodb;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The local secondary indexes that loads may read consistently. A request names an index and not its kind, a consistent
 * read of a global one fails, and a {@code TableSchema} does not know its table's name: so the application has to say
 * which indexes are local. What it says holds for the whole JVM, because the AWS SDK creates its interceptors itself.
 */
public final class LocalIndexes {

    private static final Pattern TABLE_AND_INDEX = Pattern.compile("[A-Za-z0-9._-]{3,255}/[A-Za-z0-9._-]{3,255}");
    private static final Set<String> DECLARED = ConcurrentHashMap.newKeySet();

    private LocalIndexes() {}

    /**
     * Says that an index is local. Called before the first read; repeating it changes nothing. If the index is a global
     * one, DynamoDB will refuse the reads of it that have to be consistent.
     *
     * @param tableAndIndex the names of the table and the index with a slash between, as in {@code turns/by-date}
     * @throws IllegalArgumentException if the text is of another form
     */
    public static void declare(String tableAndIndex) {
        if (!TABLE_AND_INDEX.matcher(tableAndIndex).matches()) {
            throw new IllegalArgumentException("\"" + tableAndIndex + "\" is not a table and an index."
                    + " Write both names with a slash between, as in \"turns/by-date\".");
        }
        DECLARED.add(tableAndIndex);
    }

    /** Whether an index was declared. The table may be named by its ARN. */
    static boolean isDeclared(String table, String index) {
        return DECLARED.contains(table.substring(table.indexOf('/') + 1) + '/' + index);
    }
}
