package io.github.dynamocached.streams;

import io.github.dynamocached.TableBinding;
import java.util.List;

/**
 * Names caches of tables whose key attributes nobody has declared, such as those of caching clients. The reader of a stream
 * learns the keys when it describes the table, before it reads the first record.
 */
@FunctionalInterface
public interface DescribedCaches {

    /** No such caches. */
    DescribedCaches NONE = (table, keyAttributes) -> List.of();

    /**
     * The caches that a change of a table evicts. Called on any thread, and must not block.
     *
     * @param table the name of the table
     * @param keyAttributes the name of the partition key, and that of the sort key if there is one; empty while the table is not
     *     described, when only the names of the caches count
     * @return the bindings, none if no cache is of this table
     */
    List<TableBinding> bindingsOf(String table, List<String> keyAttributes);
}
