package io.github.dynamocached.example.users;

import io.github.dynamocached.annotation.DynamoCached;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Repository;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.ReadBatch;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@Repository
public class UserRepository {

    private final DynamoDbClient client;
    private final DynamoDbEnhancedClient dynamoDb;
    private final DynamoDbTable<User> users;

    UserRepository(DynamoDbClient client, DynamoDbEnhancedClient dynamoDb) {
        this.client = client;
        this.dynamoDb = dynamoDb;
        users = dynamoDb.table("users", TableSchema.fromBean(User.class));
    }

    @DynamoCached(cache = "users", key = "#id")
    public Optional<User> findById(String id) {
        return Optional.ofNullable(users.getItem(keyOf(id)));
    }

    /** A hit reads two attributes, from the entry of the whole user or of an earlier card. */
    @DynamoCached(
            cache = "users",
            key = "#id",
            fields = {"name", "plan"})
    public Optional<UserCard> findCard(String id) {
        Map<String, AttributeValue> item = client.getItem(get -> get.tableName(users.tableName())
                        .key(Map.of("id", AttributeValue.fromS(id)))
                        .projectionExpression("#name, #plan")
                        .expressionAttributeNames(Map.of("#name", "name", "#plan", "plan")))
                .item();
        return item.isEmpty()
                ? Optional.empty()
                : Optional.of(new UserCard(textOf(item, "name"), textOf(item, "plan")));
    }

    private static String textOf(Map<String, AttributeValue> item, String attribute) {
        return Objects.requireNonNull(item.get(attribute), attribute).s();
    }

    /** Runs only for the ids that are not cached. A user who is missing from the result does not exist. */
    @DynamoCached(cache = "users", keys = "#ids")
    public Map<String, User> findAllById(Collection<String> ids) {
        ReadBatch.Builder<User> batch = ReadBatch.builder(User.class).mappedTableResource(users);
        ids.forEach(id -> batch.addGetItem(keyOf(id)));
        return dynamoDb.batchGetItem(get -> get.readBatches(batch.build())).resultsForTable(users).stream()
                .collect(Collectors.toMap(User::getId, user -> user));
    }

    /** Evicts the user's entry without an annotation, because the cache is bound to the table. */
    public void save(User user) {
        users.putItem(user);
    }

    public void delete(String id) {
        users.deleteItem(keyOf(id));
    }

    private static Key keyOf(String id) {
        return Key.builder().partitionValue(id).build();
    }
}
