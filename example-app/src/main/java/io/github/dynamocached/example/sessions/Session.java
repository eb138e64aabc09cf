package io.github.dynamocached.example.sessions;

import java.time.Instant;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;

/** A chat session: its customer and its subject. */
@DynamoDbBean
public class Session extends SessionItem {

    private String id = "";
    private String userId = "";
    private String subject = "";
    private int turnCount;
    private Instant lastTurnAt = Instant.EPOCH;

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
        place(id, META);
    }

    public String getUserId() {
        return userId;
    }

    public void setUserId(String userId) {
        this.userId = userId;
    }

    public String getSubject() {
        return subject;
    }

    public void setSubject(String subject) {
        this.subject = subject;
    }

    /** The number of turns, which is also the sequence of the last one. */
    public int getTurnCount() {
        return turnCount;
    }

    public void setTurnCount(int turnCount) {
        this.turnCount = turnCount;
    }

    public Instant getLastTurnAt() {
        return lastTurnAt;
    }

    public void setLastTurnAt(Instant lastTurnAt) {
        this.lastTurnAt = lastTurnAt;
    }
}
