package io.github.dynamocached.benchmarks;

import java.io.Serializable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;

/** An entity of nine attributes and about 200 bytes. */
@DynamoDbBean
public class Product implements Serializable {

    private static final long serialVersionUID = 1;

    private String id = "";
    private String name = "";
    private String brand = "";
    private String category = "";
    private String description = "";
    private String warehouse = "";
    private long price;
    private int stock;
    private boolean offered;

    static Product of(String id) {
        Product product = new Product();
        product.id = id;
        product.name = "Kettle with a long spout";
        product.brand = "Brand of kettles";
        product.category = "kitchen/kettles";
        product.description = "Boils a litre of water in four minutes and keeps it warm for an hour.";
        product.warehouse = "north-2";
        product.price = 3_495;
        product.stock = 118;
        product.offered = true;
        return product;
    }

    @DynamoDbPartitionKey
    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public String getBrand() {
        return brand;
    }

    public void setBrand(String brand) {
        this.brand = brand;
    }

    public String getCategory() {
        return category;
    }

    public void setCategory(String category) {
        this.category = category;
    }

    public String getDescription() {
        return description;
    }

    public void setDescription(String description) {
        this.description = description;
    }

    public String getWarehouse() {
        return warehouse;
    }

    public void setWarehouse(String warehouse) {
        this.warehouse = warehouse;
    }

    public long getPrice() {
        return price;
    }

    public void setPrice(long price) {
        this.price = price;
    }

    public int getStock() {
        return stock;
    }

    public void setStock(int stock) {
        this.stock = stock;
    }

    public boolean isOffered() {
        return offered;
    }

    public void setOffered(boolean offered) {
        this.offered = offered;
    }
}
