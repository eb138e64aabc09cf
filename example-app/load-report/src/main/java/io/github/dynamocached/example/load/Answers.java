package io.github.dynamocached.example.load;

import java.util.Set;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

/** What the headers of the answers say: how many values came from the cache, and what DynamoDB charged. */
final class Answers {

    private static final Set<String> FROM_THE_CACHE = Set.of("HIT", "NEAR", "STALE");

    private final LongAdder values = new LongAdder();
    private final LongAdder cached = new LongAdder();
    private final DoubleAdder readUnits = new DoubleAdder();

    void header(CharSequence name, CharSequence value) {
        if (same(name, "X-Cache")) {
            source(value.toString());
        } else if (same(name, "X-Read-Units")) {
            readUnits.add(Double.parseDouble(value.toString()));
        }
    }

    private static boolean same(CharSequence name, String header) {
        return header.equalsIgnoreCase(name.toString());
    }

    /** A line such as {@code HIT; cache=users; keys=9; age=12}. */
    private void source(String line) {
        String[] parts = line.split(";", -1);
        int keys = 1;
        for (String part : parts) {
            if (part.strip().startsWith("keys=")) {
                keys = Integer.parseInt(part.strip().substring("keys=".length()));
            }
        }
        values.add(keys);
        if (FROM_THE_CACHE.contains(parts[0].strip())) {
            cached.add(keys);
        }
    }

    double readUnits() {
        return readUnits.sum();
    }

    /** Between 0 and 1; 0 if nothing was read. */
    double hitRatio() {
        return values.sum() == 0 ? 0 : (double) cached.sum() / values.sum();
    }
}
