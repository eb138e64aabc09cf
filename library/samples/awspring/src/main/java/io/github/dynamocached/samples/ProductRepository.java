package io.github.dynamocached.samples;

import io.awspring.cloud.dynamodb.DynamoDbTemplate;
import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import software.amazon.awssdk.enhanced.dynamodb.Key;

/** Reads and writes products by the template. */
@Repository
public class ProductRepository {

    private final DynamoDbTemplate template;

    ProductRepository(DynamoDbTemplate template) {
        this.template = template;
    }

    @DynamoCached(cache = "products")
    public Optional<Product> findById(String id) {
        return Optional.ofNullable(
                template.load(Key.builder().partitionValue(id).build(), Product.class));
    }

    @DynamoEvict(cache = "products")
    public void save(Product product) {
        template.save(product);
    }
}
