package io.github.dynamocached.example.sessions;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Repository;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Expression;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * The parts of a session's context. Each part has its own cache with its own time to live. The key is always the session's
 * id.
 */
@Repository
class SessionRepository {

    private static final String TABLE = "sessions";

    private final DynamoDbClient client;
    private final DynamoDbTable<Session> sessions;
    private final DynamoDbTable<Summary> summaries;
    private final DynamoDbTable<Turn> turns;

    SessionRepository(DynamoDbClient client, DynamoDbEnhancedClient dynamoDb) {
        this.client = client;
        sessions = dynamoDb.table(TABLE, TableSchema.fromBean(Session.class));
        summaries = dynamoDb.table(TABLE, TableSchema.fromBean(Summary.class));
        turns = dynamoDb.table(TABLE, TableSchema.fromBean(Turn.class));
    }

    @DynamoCached(cache = "sessions", key = "#id")
    public Optional<Session> findById(String id) {
        Key key = Key.builder()
                .partitionValue(SessionItem.partitionOf(id))
                .sortValue(SessionItem.META)
                .build();
        return Optional.ofNullable(sessions.getItem(key));
    }

    @DynamoCached(cache = "summaries", key = "#sessionId")
    public Optional<Summary> newestSummary(String sessionId) {
        return newest(summaries, sessionId, SessionItem.SUMMARY, 1).findFirst();
    }

    /** Caches one result for each limit. An eviction of the session's key removes all of them. */
    @DynamoCached(cache = "turns", key = "#sessionId", variant = "#limit")
    public List<Turn> lastTurns(String sessionId, int limit) {
        List<Turn> inOrder = new ArrayList<>(
                newest(turns, sessionId, SessionItem.TURN, limit).toList());
        Collections.reverse(inOrder);
        return inOrder;
    }

    /** Evicts all parts of the session's context, so that a reader never sees an old part beside a new one. */
    @DynamoEvict(cache = "sessions", key = "#sessionId")
    @DynamoEvict(cache = "summaries", key = "#sessionId")
    @DynamoEvict(cache = "turns", key = "#sessionId")
    public Optional<Turn> addTurn(String sessionId, String role, String text) {
        Instant now = Instant.now();
        try {
            Turn turn = Turn.of(sessionId, nextSequence(sessionId, now), role, text, now);
            turns.putItem(put -> put.item(turn)
                    .conditionExpression(Expression.builder()
                            .expression("attribute_not_exists(pk)")
                            .build()));
            return Optional.of(turn);
        } catch (ConditionalCheckFailedException noSuchSession) {
            return Optional.empty();
        }
    }

    /** Counts up in the session's META item, where DynamoDB gives each caller a different number. */
    private int nextSequence(String sessionId, Instant now) {
        Map<String, AttributeValue> updated = client.updateItem(update -> update.tableName(TABLE)
                        .key(Map.of(
                                "pk", AttributeValue.fromS(SessionItem.partitionOf(sessionId)),
                                "sk", AttributeValue.fromS(SessionItem.META)))
                        .conditionExpression("attribute_exists(pk)")
                        .updateExpression("ADD turnCount :one SET lastTurnAt = :now")
                        .expressionAttributeValues(
                                Map.of(":one", AttributeValue.fromN("1"), ":now", AttributeValue.fromS(now.toString())))
                        .returnValues(ReturnValue.UPDATED_NEW))
                .attributes();
        return Integer.parseInt(Objects.requireNonNull(updated.get("turnCount")).n());
    }

    private static <T> Stream<T> newest(DynamoDbTable<T> table, String sessionId, String kind, int limit) {
        QueryConditional ofKind = QueryConditional.sortBeginsWith(
                key -> key.partitionValue(SessionItem.partitionOf(sessionId)).sortValue(kind));
        return table
                .query(query ->
                        query.queryConditional(ofKind).scanIndexForward(false).limit(limit))
                .items()
                .stream()
                .limit(limit);
    }
}
