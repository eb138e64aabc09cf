package io.github.dynamocached.aop;

import io.github.dynamocached.expression.Problems;

/** Refuses annotations on one method that spoil each other's work. Each of them may be right by itself. */
final class Combinations {

    private Combinations() {}

    /** Adds what is wrong to the problems of the operations. */
    static void check(Operations operations) {
        Problems problems = operations.problems();
        for (int i = 0; i < operations.puts().size(); i++) {
            Operations.Cached put = operations.puts().get(i);
            if (operations.cached() != null) {
                problems.add(put.place()
                        + ": @DynamoCached on this method may answer a call without the method, so an old result would be"
                        + " stored as a new one. Remove one of the two: @DynamoCached stores the results of reads,"
                        + " @DynamoPut those of writes.");
            }
            if (operations.puts().subList(0, i).stream().anyMatch(other -> meet(other, put.cache(), put.key()))) {
                problems.add(put.place() + ": two puts of this method store under the same key of the cache '"
                        + put.cache() + "', and each evicts what the other stores. Remove one of them.");
            }
            operations.evicts().forEach(evict -> check(put, evict, problems));
        }
    }

    private static void check(Operations.Cached put, Operations.Evict evict, Problems problems) {
        boolean always = evict.condition().isEmpty();
        if (always && evict.allEntries() && evict.cache().equals(put.cache())) {
            problems.add(evict.place() + ": allEntries of the cache '" + put.cache()
                    + "' evicts what @DynamoPut on this method stores there. Remove one of the two.");
        } else if (always && evict.keys().isEmpty() && meet(put, evict.cache(), evict.key())) {
            problems.add(evict.place() + ": it evicts what @DynamoPut on this method stores in the cache '"
                    + put.cache() + "'. Remove it: a put evicts everything else under its key.");
        }
    }

    /** Keys are compared as they are written: the same key may be written in other ways. */
    private static boolean meet(Operations.Cached put, String cache, String key) {
        return put.cache().equals(cache) && put.key().equals(key);
    }
}
