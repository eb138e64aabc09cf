package io.github.dynamocached.benchmarks;

/** The data of a product as a record that is not an entity. */
public record ProductView(
        String id,
        String name,
        String brand,
        String category,
        String description,
        String warehouse,
        long price,
        int stock) {

    static ProductView of(Product product) {
        return new ProductView(
                product.getId(),
                product.getName(),
                product.getBrand(),
                product.getCategory(),
                product.getDescription(),
                product.getWarehouse(),
                product.getPrice(),
                product.getStock());
    }
}
