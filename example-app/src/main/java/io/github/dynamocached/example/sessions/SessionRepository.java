package io.github.dynamocached.example.sessions;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Repository;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.model.QueryConditional;

/**
 * The parts of a session's context. Each part has its own cache with its own time to live. The key is always the session's
 * id.
 */
@Repository
public class SessionRepository {

    static final String TABLE = "sessions";

    private final TurnAppender appender;
    private final DynamoDbTable<Session> sessions;
    private final DynamoDbTable<Summary> summaries;
    private final DynamoDbTable<Turn> turns;

    SessionRepository(DynamoDbEnhancedClient dynamoDb, TurnAppender appender) {
        this.appender = appender;
        sessions = dynamoDb.table(TABLE, TableSchema.fromBean(Session.class));
        summaries = dynamoDb.table(TABLE, TableSchema.fromBean(Summary.class));
        turns = dynamoDb.table(TABLE, TableSchema.fromBean(Turn.class));
    }

    /**
     * Reads the META item.
     *
     * @param id the session
     * @return the session, or empty if there is none or it has expired
     */
    @DynamoCached(cache = "sessions", key = "#id")
    public Optional<Session> findById(String id) {
        return Optional.ofNullable(sessions.getItem(SessionItem.keyOf(id, SessionItem.META)))
                .filter(session -> session.isAliveAt(Instant.now()));
    }

    /**
     * Reads the newest summary.
     *
     * @param sessionId the session
     * @return the summary, or empty if there is none
     */
    @DynamoCached(cache = "summaries", key = "#sessionId")
    public Optional<Summary> newestSummary(String sessionId) {
        return newest(summaries, sessionId, SessionItem.SUMMARY, 1).findFirst();
    }

    /**
     * Reads the last turns. One result is cached for each limit. An eviction of the session's key removes all of them.
     *
     * @param sessionId the session
     * @param limit the highest number of turns
     * @return the turns, oldest first
     */
    @DynamoCached(cache = "turns", key = "#sessionId", variant = "#limit")
    public List<Turn> lastTurns(String sessionId, int limit) {
        List<Turn> inOrder = new ArrayList<>(
                newest(turns, sessionId, SessionItem.TURN, limit).toList());
        Collections.reverse(inOrder);
        return inOrder;
    }

    /**
     * Reads all turns after one of them, for readers who have missed some. It is not cached.
     *
     * @param sessionId the session
     * @param sequence the last turn that the reader has seen
     * @return the turns, oldest first
     */
    public List<Turn> turnsAfter(String sessionId, int sequence) {
        QueryConditional later = QueryConditional.sortBetween(
                SessionItem.keyOf(sessionId, SessionItem.sortKeyOf(SessionItem.TURN, sequence + 1)),
                SessionItem.keyOf(sessionId, SessionItem.sortKeyOf(SessionItem.TURN, SessionItem.LAST_SEQUENCE)));
        Instant now = Instant.now();
        return turns.query(query -> query.queryConditional(later).consistentRead(true)).items().stream()
                .filter(turn -> turn.isAliveAt(now))
                .toList();
    }

    /**
     * Appends a turn, see {@link TurnAppender}. Evicts all parts of the session's context, so that a reader never sees an
     * old part beside a new one.
     *
     * @param sessionId the session
     * @param role who speaks: customer, agent or assistant
     * @param author the user, or null
     * @param text what is said
     * @return the turn, or empty if there is no such session
     */
    @DynamoEvict(cache = "sessions", key = "#sessionId")
    @DynamoEvict(cache = "summaries", key = "#sessionId")
    @DynamoEvict(cache = "turns", key = "#sessionId")
    public Optional<Turn> addTurn(String sessionId, String role, @Nullable String author, String text) {
        return appender.append(sessionId, role, author, text);
    }

    /** Items of one kind, newest first. An item expires after its predecessors, so the first expired one is the end. */
    private static <T extends SessionItem> Stream<T> newest(
            DynamoDbTable<T> table, String sessionId, String kind, int limit) {
        QueryConditional ofKind = QueryConditional.sortBeginsWith(
                key -> key.partitionValue(SessionItem.partitionOf(sessionId)).sortValue(kind));
        Instant now = Instant.now();
        return table
                .query(query ->
                        query.queryConditional(ofKind).scanIndexForward(false).limit(limit))
                .items()
                .stream()
                .takeWhile(item -> item.isAliveAt(now))
                .limit(limit);
    }
}
