package io.github.dynamocached.autoconfigure;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;

/** An entity. */
@DynamoDbBean
public class Account {

    private String id = "";
    private @Nullable String name;

    static Account of(String id, String name) {
        Account account = new Account();
        account.setId(id);
        account.setName(name);
        return account;
    }

    @DynamoDbPartitionKey
    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Account that && id.equals(that.id) && Objects.equals(name, that.name);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }
}
