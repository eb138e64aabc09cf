package io.github.dynamocached.store;

import io.github.dynamocached.TableBinding;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The port to what evicts for the writes that the application makes through its DynamoDB clients. */
public interface BoundTables {

    /** Evicts for no write. */
    BoundTables NONE = (bindings, keyParts, caches) -> {};

    /**
     * From now on writes to these tables evict. Called once, when all singletons exist. What was written before evicts all keys
     * of the caches of its table.
     *
     * @param bindings each with its attributes
     * @param keyParts converts the parts of a key as reads of the cache do
     * @param caches finds the cache of a name
     */
    void bind(
            Collection<TableBinding> bindings,
            UnaryOperator<List<?>> keyParts,
            Function<String, ? extends CacheWrites> caches);

    /**
     * Why some writes may leave old values in the caches. Asked once, after tables were bound.
     *
     * @param fence the shortest fence of the bound caches, in which every write must be over
     * @return each with the reason and what to do, none by default and if nothing is known to be wrong
     */
    default List<String> problems(Duration fence) {
        return List.of();
    }

    /**
     * Whether every change of a table is seen, of any program, with the values of all attributes before and after it.
     *
     * @param binding of the table
     * @return false by default: then only the requests of this application are seen
     */
    default boolean seesEveryChange(TableBinding binding) {
        return false;
    }
}
