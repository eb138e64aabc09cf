package io.github.dynamocached.example.sessions;

import io.github.dynamocached.example.answers.BusyException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.Update;

/**
 * Appends turns. One transaction counts the turn in the session's META item and stores it, on condition that the count is
 * still the one that was read. So sequences have no gaps, and a reader who sees a turn also sees all turns before it.
 * Of two writers at once, one repeats its attempt. A lock may spare them that, but nothing depends on a lock.
 */
@Component
class TurnAppender {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(200);
    private static final TableSchema<Session> SESSIONS = TableSchema.fromBean(Session.class);
    private static final TableSchema<Turn> TURNS = TableSchema.fromBean(Turn.class);
    private static final Set<String> REASONS_OF_A_CONFLICT =
            Set.of("None", "ConditionalCheckFailed", "TransactionConflict");

    private final DynamoDbClient client;
    private final Duration keep;

    TurnAppender(DynamoDbClient client, @Value("${example.sessions.keep}") Duration keep) {
        this.client = client;
        this.keep = keep;
    }

    /**
     * Appends one turn.
     *
     * @return the turn, or empty if there is no such session or it has expired
     * @throws BusyException if other writers were faster for five seconds
     */
    Optional<Turn> append(String sessionId, String role, @Nullable String author, String text) {
        long start = System.nanoTime();
        for (Duration pause = Duration.ofMillis(5); ; pause = pause.multipliedBy(2)) {
            Optional<Integer> count = countOf(sessionId);
            if (count.isEmpty()) {
                return Optional.empty();
            }
            Turn turn = turn(sessionId, count.get() + 1, role, author, text);
            if (stored(turn, sessionId)) {
                return Optional.of(turn);
            }
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new BusyException("Many others write to session " + sessionId + ". Try again.");
            }
            pauseUpTo(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        }
    }

    private Optional<Integer> countOf(String sessionId) {
        Map<String, AttributeValue> item = client.getItem(get -> get.tableName(SessionRepository.TABLE)
                        .key(keyOfMeta(sessionId))
                        .consistentRead(true))
                .item();
        return Optional.ofNullable(SESSIONS.mapToItem(item))
                .filter(session -> session.isAliveAt(Instant.now()))
                .map(Session::getTurnCount);
    }

    private Turn turn(String sessionId, int sequence, String role, @Nullable String author, String text) {
        Instant now = Instant.now();
        Turn turn = Turn.of(sessionId, sequence, role, text, now);
        turn.setAuthor(author);
        turn.expireAt(now.plus(keep));
        return turn;
    }

    /** Whether nobody else has appended a turn meanwhile. A session lives as long as its newest turn. */
    private boolean stored(Turn turn, String sessionId) {
        Map<String, AttributeValue> item = TURNS.itemToMap(turn, true);
        Update count = Update.builder()
                .tableName(SessionRepository.TABLE)
                .key(keyOfMeta(sessionId))
                .conditionExpression("turnCount = :before")
                .updateExpression("SET turnCount = :count, lastTurnAt = :at, expiresAt = :end")
                .expressionAttributeValues(Map.of(
                        ":before", AttributeValue.fromN(String.valueOf(turn.getSequence() - 1)),
                        ":count", AttributeValue.fromN(String.valueOf(turn.getSequence())),
                        ":at", AttributeValue.fromS(turn.getAt().toString()),
                        ":end", item.get("expiresAt")))
                .build();
        Put put = Put.builder()
                .tableName(SessionRepository.TABLE)
                .item(item)
                .conditionExpression("attribute_not_exists(pk)")
                .build();
        try {
            client.transactWriteItems(write -> write.transactItems(
                    TransactWriteItem.builder().update(count).build(),
                    TransactWriteItem.builder().put(put).build()));
            return true;
        } catch (TransactionCanceledException cancelled) {
            if (cancelled.cancellationReasons().stream()
                    .map(CancellationReason::code)
                    .allMatch(REASONS_OF_A_CONFLICT::contains)) {
                return false;
            }
            throw cancelled;
        }
    }

    private static Map<String, AttributeValue> keyOfMeta(String sessionId) {
        return Map.of(
                "pk", AttributeValue.fromS(SessionItem.partitionOf(sessionId)),
                "sk", AttributeValue.fromS(SessionItem.META));
    }

    private static void pauseUpTo(Duration longest) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(longest.toNanos()));
    }
}
