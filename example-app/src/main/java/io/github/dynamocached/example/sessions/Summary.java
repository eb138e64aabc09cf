package io.github.dynamocached.example.sessions;

import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbBean;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbConvertedBy;

/** A summary of a session up to some turn. */
@DynamoDbBean
public class Summary extends SessionItem {

    private int upToTurn;
    private String text = "";

    /**
     * Creates a summary with its keys.
     *
     * @param sessionId the session
     * @param upToTurn the sequence of the last turn that it covers
     * @param text the summary
     * @return the summary
     */
    public static Summary of(String sessionId, int upToTurn, String text) {
        Summary summary = new Summary();
        summary.place(sessionId, SUMMARY, upToTurn);
        summary.upToTurn = upToTurn;
        summary.text = text;
        return summary;
    }

    public int getUpToTurn() {
        return upToTurn;
    }

    public void setUpToTurn(int upToTurn) {
        this.upToTurn = upToTurn;
    }

    @DynamoDbConvertedBy(CompressedText.class)
    public String getText() {
        return text;
    }

    public void setText(String text) {
        this.text = text;
    }
}
