package io.github.dynamocached.dynamodb;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The local secondary indexes that loads may read consistently. The application has to declare them: a request names an index
 * but not its kind, and DynamoDB refuses a consistent read of a global index.
 *
 * <p>Declarations hold for the whole JVM, because the AWS SDK creates its interceptors itself.
 */
public final class LocalIndexes {

    private static final Pattern TABLE_AND_INDEX = Pattern.compile("[A-Za-z0-9._-]{3,255}/[A-Za-z0-9._-]{3,255}");
    private static final Set<String> DECLARED = ConcurrentHashMap.newKeySet();

    private LocalIndexes() {}

    /**
     * Declares a local index. Call it before the first read. If the index is in fact global, DynamoDB refuses consistent reads
     * of it.
     *
     * @param tableAndIndex the names of table and index, separated by a slash, as in {@code turns/by-date}
     * @throws IllegalArgumentException if the text has another form
     */
    public static void declare(String tableAndIndex) {
        if (!TABLE_AND_INDEX.matcher(tableAndIndex).matches()) {
            throw new IllegalArgumentException("\"" + tableAndIndex + "\" is not a table and an index. Write both names"
                    + " with a slash between, for example \"turns/by-date\".");
        }
        DECLARED.add(tableAndIndex);
    }

    /** Whether an index was declared. The table may be named by its ARN. */
    static boolean isDeclared(String table, String index) {
        return DECLARED.contains(table.substring(table.indexOf('/') + 1) + '/' + index);
    }
}
