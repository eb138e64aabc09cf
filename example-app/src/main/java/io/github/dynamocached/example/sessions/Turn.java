package io.github.dynamocached.example.sessions;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbConvertedBy;

/** One message of a session. */
@DynamoDbBean
public class Turn extends SessionItem {

    private int sequence;
    private String role = "";
    private @Nullable String author;
    private String text = "";
    private Instant at = Instant.EPOCH;

    /**
     * Creates a turn with its keys.
     *
     * @param sessionId the session
     * @param sequence its number in the session, from 1
     * @param role who speaks
     * @param text what is said
     * @param at when
     * @return the turn
     */
    public static Turn of(String sessionId, int sequence, String role, String text, Instant at) {
        Turn turn = new Turn();
        turn.place(sessionId, TURN, sequence);
        turn.sequence = sequence;
        turn.role = role;
        turn.text = text;
        turn.at = at;
        return turn;
    }

    public int getSequence() {
        return sequence;
    }

    public void setSequence(int sequence) {
        this.sequence = sequence;
    }

    public String getRole() {
        return role;
    }

    public void setRole(String role) {
        this.role = role;
    }

    /** The user who wrote it in the chat. Null if another service added the turn. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public @Nullable String getAuthor() {
        return author;
    }

    public void setAuthor(@Nullable String author) {
        this.author = author;
    }

    @DynamoDbConvertedBy(CompressedText.class)
    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }

    public Instant getAt() {
        return at;
    }

    public void setAt(Instant at) {
        this.at = at;
    }
}
