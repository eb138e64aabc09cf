package io.github.dynamocached.example.users;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.util.Optional;
import org.springframework.stereotype.Repository;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

@Repository
class UserRepository {

    private final DynamoDbTable<User> users;

    UserRepository(DynamoDbEnhancedClient dynamoDb) {
        users = dynamoDb.table("users", TableSchema.fromBean(User.class));
    }

    @DynamoCached(cache = "users", key = "#id")
    public Optional<User> findById(String id) {
        return Optional.ofNullable(users.getItem(keyOf(id)));
    }

    /** The key of the eviction is the user's partition key. */
    @DynamoEvict(cache = "users")
    public void save(User user) {
        users.putItem(user);
    }

    @DynamoEvict(cache = "users", key = "#id")
    public void delete(String id) {
        users.deleteItem(keyOf(id));
    }

    private static Key keyOf(String id) {
        return Key.builder().partitionValue(id).build();
    }
}
