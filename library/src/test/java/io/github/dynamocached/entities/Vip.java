package io.github.dynamocached.entities;

import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;

/** An entity that extends another one. */
@DynamoDbBean
public class Vip extends Customer {

    private @Nullable String lounge;

    public @Nullable String getLounge() {
        return lounge;
    }

    public void setLounge(@Nullable String lounge) {
        this.lounge = lounge;
    }
}
