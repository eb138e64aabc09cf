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

/** Reads and writes users. The reads are cached, and the writes evict. */
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

    /**
     * Reads a user.
     *
     * @param id the user's id
     * @return the user, or empty if there is none
     */
    @DynamoCached(cache = "users", key = "#id")
    public Optional<User> findById(String id) {
        return Optional.ofNullable(users.getItem(keyOf(id)));
    }

    /**
     * Reads the public part of a user. A hit reads two attributes, from the entry of the whole user or of an earlier card.
     *
     * @param id the user's id
     * @return the public part, or empty if there is no such user
     */
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

    /**
     * Reads users. Runs only for the ids that are not cached.
     *
     * @param ids the users' ids
     * @return the existing users by id
     */
    @DynamoCached(cache = "users", keys = "#ids")
    public Map<String, User> findAllById(Collection<String> ids) {
        ReadBatch.Builder<User> batch = ReadBatch.builder(User.class).mappedTableResource(users);
        ids.forEach(id -> batch.addGetItem(keyOf(id)));
        return dynamoDb.batchGetItem(get -> get.readBatches(batch.build())).resultsForTable(users).stream()
                .collect(Collectors.toMap(User::getId, user -> user));
    }

    /**
     * Writes a user. Evicts the user's entry without an annotation, because the cache is bound to the table.
     *
     * @param user the user
     */
    public void save(User user) {
        users.putItem(user);
    }

    /**
     * Deletes a user, and evicts like any write.
     *
     * @param id the user's id
     */
    public void delete(String id) {
        users.deleteItem(keyOf(id));
    }

    private static Key keyOf(String id) {
        return Key.builder().partitionValue(id).build();
    }
}
