package io.github.dynamocached.samples;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.util.concurrent.atomic.AtomicInteger;

/** Products whose private, final and own calls are cached, because the build has woven the class. */
public class Products {

    private final AtomicInteger loads = new AtomicInteger();

    /** How often a product was loaded. */
    public int loads() {
        return loads.get();
    }

    /** The price, by a call on {@code this}. */
    public String priceOf(String id) {
        return load(id) + " euros";
    }

    @DynamoCached("products")
    private String load(String id) {
        return id + " for " + loads.incrementAndGet();
    }

    /** A product has changed. */
    @DynamoEvict("products")
    public final void changed(String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("A product needs an id");
        }
    }
}
