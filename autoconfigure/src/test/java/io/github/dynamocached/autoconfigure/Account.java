package io.github.dynamocached.autoconfigure;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;

/** An entity. */
@DynamoDbBean
public class Account extends NamedItem {

    static Account of(String id, String name) {
        Account account = new Account();
        account.setId(id);
        account.setName(name);
        return account;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Account that
                && getId().equals(that.getId())
                && Objects.equals(getName(), that.getName());
    }

    @Override
    public int hashCode() {
        return getId().hashCode();
    }
}
