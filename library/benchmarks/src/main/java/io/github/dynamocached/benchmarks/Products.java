package io.github.dynamocached.benchmarks;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The methods with the annotations of DynamoCached. */
class Products {

    private final AtomicBoolean hasStale = new AtomicBoolean();
    private final AtomicBoolean isRefreshing = new AtomicBoolean();
    private final CountDownLatch refresh = new CountDownLatch(1);

    @DynamoCached(cache = "entities")
    public Product entity(String id) {
        return Loads.load(id);
    }

    @DynamoCached(
            cache = "entities",
            key = "#id",
            fields = {"name", "brand"})
    public ProductName name(String id) {
        Product product = Loads.load(id);
        return new ProductName(product.getName(), product.getBrand());
    }

    @DynamoCached(cache = "entities", keys = "#ids")
    public Map<String, Product> entities(Collection<String> ids) {
        Map<String, Product> found = new HashMap<>();
        ids.forEach(id -> found.put(id, Loads.load(id)));
        return found;
    }

    @DynamoCached(cache = "views", key = "#id")
    public ProductView view(String id) {
        return ProductView.of(Loads.load(id));
    }

    @DynamoCached(cache = "absences")
    public @Nullable Product absent(String id) {
        Loads.load(id);
        return null;
    }

    /** The first load answers at once. Its refresh does not end before {@link #endRefresh}, so the value stays stale. */
    @DynamoCached(cache = "stale")
    public Product stale(String id) throws InterruptedException {
        if (hasStale.getAndSet(true)) {
            isRefreshing.set(true);
            refresh.await();
        }
        return Loads.load(id);
    }

    public boolean isRefreshing() {
        return isRefreshing.get();
    }

    public void endRefresh() {
        refresh.countDown();
    }

    @DynamoCached(cache = "users", key = "#id")
    public User user(String id) {
        Loads.load(id);
        return User.of(id);
    }

    @DynamoCached(cache = "written")
    public Product written(String id) {
        return Loads.load(id);
    }

    @DynamoEvict(cache = "written")
    public void write(String id) {}

    @DynamoCached(cache = "entities", key = "#id", condition = "#limit > 10")
    public String conditional(String id, int limit) {
        return id;
    }

    /** A method of the same proxy, without an annotation. */
    public String bare(String id, int limit) {
        return id;
    }
}
