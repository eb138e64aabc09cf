package io.github.dynamocached.example.sessions;

import java.time.Instant;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;

/** What a chat session is about. */
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

    /** Also the sequence of the last turn. */
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
