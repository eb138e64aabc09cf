package io.github.dynamocached.example.page;

import io.github.dynamocached.example.users.User;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** Reads users without any cache, to compare with. */
@Component
@OnlyWithPage
class DirectReads {

    private final DynamoDbTable<User> users;

    DirectReads(DynamoDbEnhancedClient dynamoDb) {
        users = dynamoDb.table("users", TableSchema.fromBean(User.class));
    }

    User read(String id) {
        return users.getItem(Key.builder().partitionValue(id).build());
    }
}
