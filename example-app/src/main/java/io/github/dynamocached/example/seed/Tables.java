package io.github.dynamocached.example.seed;

import io.github.dynamocached.example.sessions.Session;
import io.github.dynamocached.example.users.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/**
 * Creates and fills missing tables, with streams and a time to live, before the first request. Existing tables stay as they are.
 */
@Component
class Tables implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(Tables.class);

    private final DynamoDbClient client;
    private final DynamoDbTable<User> users;
    private final DynamoDbTable<Session> sessions;
    private final SeedFile file;
    private final BatchWriter writer;

    Tables(DynamoDbClient client, DynamoDbEnhancedClient dynamoDb, SeedFile file, BatchWriter writer) {
        this.client = client;
        this.users = dynamoDb.table("users", TableSchema.fromBean(User.class));
        this.sessions = dynamoDb.table("sessions", TableSchema.fromBean(Session.class));
        this.file = file;
        this.writer = writer;
    }

    @Override
    public void afterSingletonsInstantiated() {
        if (created(users)) {
            writer.write(users.tableName(), file.users());
        }
        if (created(sessions)) {
            client.updateTimeToLive(update -> update.tableName(sessions.tableName())
                    .timeToLiveSpecification(
                            timeToLive -> timeToLive.enabled(true).attributeName("expiresAt")));
            writer.write(sessions.tableName(), file.sessions());
        }
    }

    private boolean created(DynamoDbTable<?> table) {
        try {
            table.describeTable();
            return false;
        } catch (ResourceNotFoundException absent) {
            log.info("Creating and filling the DynamoDB table {}", table.tableName());
            table.createTable(create -> create.streamSpecification(
                    stream -> stream.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
            client.waiter().waitUntilTableExists(wanted -> wanted.tableName(table.tableName()));
            return true;
        }
    }
}
