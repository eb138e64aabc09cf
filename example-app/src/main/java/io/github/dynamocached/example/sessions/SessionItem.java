package io.github.dynamocached.example.sessions;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;

/**
 * An item of the table {@code sessions}. All items of a session share a partition, {@code SESSION#<id>}. The sort key
 * says what an item is: {@code META}, {@code TURN#<sequence>} or {@code SUMMARY#<sequence>}. A sequence has six digits, so
 * the keys sort in order of time. DynamoDB deletes items some time after they have expired. Until then, it still returns
 * them, and the repository leaves them out.
 */
public abstract class SessionItem {

    static final String META = "META";
    static final String TURN = "TURN#";
    static final String SUMMARY = "SUMMARY#";
    static final int LAST_SEQUENCE = 999_999;

    private String pk = "";
    private String sk = "";
    private @Nullable Long expiresAt;

    /** {@return the partition key} */
    @JsonIgnore
    @DynamoDbPartitionKey
    public String getPk() {
        return pk;
    }

    /**
     * Sets it.
     *
     * @param pk the partition key
     */
    public void setPk(String pk) {
        this.pk = pk;
    }

    /** {@return the sort key} */
    @JsonIgnore
    @DynamoDbSortKey
    public String getSk() {
        return sk;
    }

    /**
     * Sets it.
     *
     * @param sk the sort key
     */
    public void setSk(String sk) {
        this.sk = sk;
    }

    /** {@return the second since 1970 after which DynamoDB deletes the item, which may take days; null if the item stays} */
    @JsonIgnore
    public @Nullable Long getExpiresAt() {
        return expiresAt;
    }

    /**
     * Sets it.
     *
     * @param expiresAt a second since 1970, or null
     */
    public void setExpiresAt(@Nullable Long expiresAt) {
        this.expiresAt = expiresAt;
    }

    /**
     * Lets the item expire.
     *
     * @param end when
     */
    public void expireAt(Instant end) {
        expiresAt = end.getEpochSecond();
    }

    /** Whether the item still counts, although DynamoDB may not have deleted it yet. */
    boolean isAliveAt(Instant time) {
        return expiresAt == null || expiresAt > time.getEpochSecond();
    }

    static String partitionOf(String sessionId) {
        return "SESSION#" + sessionId;
    }

    void place(String sessionId, String sortKey) {
        pk = partitionOf(sessionId);
        sk = sortKey;
    }

    void place(String sessionId, String kind, int sequence) {
        place(sessionId, sortKeyOf(kind, sequence));
    }

    static Key keyOf(String sessionId, String sortKey) {
        return Key.builder()
                .partitionValue(partitionOf(sessionId))
                .sortValue(sortKey)
                .build();
    }

    static String sortKeyOf(String kind, int sequence) {
        return "%s%06d".formatted(kind, sequence);
    }
}
