package io.github.dynamocached.benchmarks;

import java.io.Serializable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;

/** An entity of eight attributes: 293 bytes as JSON. */
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

    static Product of(String id) {
        Product product = new Product();
        product.id = id;
        product.name = "Kettle with a long spout, brushed steel, 1.7 litres";
        product.brand = "Brand of kettles";
        product.category = "kitchen/kettles/electric";
        product.description = "Boils a litre in four minutes. Keeps it warm for an hour.";
        product.warehouse = "warehouse north-2, aisle 14-C-35";
        product.price = 3_495;
        product.stock = 118;
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
}
