package io.github.dynamocached.entities;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbFlatten;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;

/** An entity with attributes whose names only its items know. */
@DynamoDbBean
public class Labelled {

    private @Nullable String id;
    private @Nullable Map<String, String> labels;

    @DynamoDbPartitionKey
    public @Nullable String getId() {
        return id;
    }

    public void setId(@Nullable String id) {
        this.id = id;
    }

    @DynamoDbFlatten
    public @Nullable Map<String, String> getLabels() {
        return labels;
    }

    public void setLabels(@Nullable Map<String, String> labels) {
        this.labels = labels;
    }
}
