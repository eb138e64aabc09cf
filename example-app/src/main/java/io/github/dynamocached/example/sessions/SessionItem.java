package io.github.dynamocached.example.sessions;

import com.fasterxml.jackson.annotation.JsonIgnore;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbPartitionKey;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbSortKey;

/**
 * An item of the table {@code sessions}. All items of a session share a partition, {@code SESSION#<id>}. The sort key
 * says what an item is: {@code META}, {@code TURN#<sequence>} or {@code SUMMARY#<sequence>}. A sequence has six digits, so
 * the keys sort in order of time.
 */
public abstract class SessionItem {

    static final String META = "META";
    static final String TURN = "TURN#";
    static final String SUMMARY = "SUMMARY#";

    private String pk = "";
    private String sk = "";

    @JsonIgnore
    @DynamoDbPartitionKey
    public String getPk() {
        return pk;
    }

    public void setPk(String pk) {
        this.pk = pk;
    }

    @JsonIgnore
    @DynamoDbSortKey
    public String getSk() {
        return sk;
    }

    public void setSk(String sk) {
        this.sk = sk;
    }

    static String partitionOf(String sessionId) {
        return "SESSION#" + sessionId;
    }

    void place(String sessionId, String sortKey) {
        pk = partitionOf(sessionId);
        sk = sortKey;
    }

    void place(String sessionId, String kind, int sequence) {
        place(sessionId, "%s%06d".formatted(kind, sequence));
    }
}
