package io.github.dynamocached.example.users;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Repository;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;

@Repository
class UserRepository {

    private final DynamoDbEnhancedClient dynamoDb;
    private final DynamoDbTable<User> users;

    UserRepository(DynamoDbEnhancedClient dynamoDb) {
        this.dynamoDb = dynamoDb;
        users = dynamoDb.table("users", TableSchema.fromBean(User.class));
    }

    @DynamoCached(cache = "users", key = "#id")
    public Optional<User> findById(String id) {
        return Optional.ofNullable(users.getItem(keyOf(id)));
    }

    /** Called with the users that are not cached alone; who is not in the result does not exist. */
    @DynamoCached(cache = "users", keys = "#ids")
    public Map<String, User> findAllById(Collection<String> ids) {
        ReadBatch.Builder<User> batch = ReadBatch.builder(User.class).mappedTableResource(users);
        ids.forEach(id -> batch.addGetItem(keyOf(id)));
        return dynamoDb.batchGetItem(get -> get.readBatches(batch.build())).resultsForTable(users).stream()
                .collect(Collectors.toMap(User::getId, user -> user));
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
