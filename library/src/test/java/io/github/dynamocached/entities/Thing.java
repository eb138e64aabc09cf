package io.github.dynamocached.entities;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.extensions.annotations.DynamoDbVersionAttribute;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSecondaryPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSecondarySortKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;

/** A bean with a version, a local index and a global index. */
@DynamoDbBean
public class Thing {

    private @Nullable String owner;
    private @Nullable Integer number;
    private @Nullable String date;
    private @Nullable String city;
    private @Nullable Long version;

    public static Thing of(String owner, int number, String date, String city) {
        Thing thing = new Thing();
        thing.setOwner(owner);
        thing.setNumber(number);
        thing.setDate(date);
        thing.setCity(city);
        return thing;
    }

    @DynamoDbPartitionKey
    public @Nullable String getOwner() {
        return owner;
    }

    public void setOwner(@Nullable String owner) {
        this.owner = owner;
    }

    @DynamoDbSortKey
    public @Nullable Integer getNumber() {
        return number;
    }

    public void setNumber(@Nullable Integer number) {
        this.number = number;
    }

    @DynamoDbSecondarySortKey(indexNames = "by-date")
    public @Nullable String getDate() {
        return date;
    }

    public void setDate(@Nullable String date) {
        this.date = date;
    }

    @DynamoDbSecondaryPartitionKey(indexNames = "by-city")
    public @Nullable String getCity() {
        return city;
    }

    public void setCity(@Nullable String city) {
        this.city = city;
    }

    @DynamoDbVersionAttribute
    public @Nullable Long getVersion() {
        return version;
    }

    public void setVersion(@Nullable Long version) {
        this.version = version;
    }
}
