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

    /** {@return its number in the session, from 1} */
    public int getSequence() {
        return sequence;
    }

    /**
     * Sets it.
     *
     * @param sequence its number in the session, from 1
     */
    public void setSequence(int sequence) {
        this.sequence = sequence;
    }

    /** {@return who speaks: customer, agent or assistant} */
    public String getRole() {
        return role;
    }

    /**
     * Sets it.
     *
     * @param role who speaks: customer, agent or assistant
     */
    public void setRole(String role) {
        this.role = role;
    }

    /** {@return the user who wrote it in the chat, null if another service added the turn} */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public @Nullable String getAuthor() {
        return author;
    }

    /**
     * Sets it.
     *
     * @param author the user who wrote it, or null
     */
    public void setAuthor(@Nullable String author) {
        this.author = author;
    }

    /** {@return what is said} */
    @DynamoDbConvertedBy(CompressedText.class)
    public String getText() {
        return text;
    }

    /**
     * Sets it.
     *
     * @param text what is said
     */
    public void setText(String text) {
        this.text = text;
    }

    /** {@return when} */
    public Instant getAt() {
        return at;
    }

    /**
     * Sets it.
     *
     * @param at when
     */
    public void setAt(Instant at) {
        this.at = at;
    }
}
