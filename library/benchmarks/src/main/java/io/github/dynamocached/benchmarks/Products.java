package io.github.dynamocached.benchmarks;

import io.github.dynamocached.annotation.DynamoCached;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.stereotype.Repository;

/** The same load behind each cache. */
@Repository
class Products {

    @DynamoCached(cache = "entities")
    Product entity(String id) {
        return Product.of(id);
    }

    @DynamoCached(cache = "views", key = "#id")
    ProductView view(String id) {
        return ProductView.of(Product.of(id));
    }

    @Cacheable("springs")
    Product cacheable(String id) {
        return Product.of(id);
    }
}
