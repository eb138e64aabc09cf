package io.github.dynamocached.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.CapturedLog;
import io.github.dynamocached.TableBinding;
import io.github.dynamocached.streams.FollowedTable.Node;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** A stream that cannot be followed: the log says why and what to do, and it is tried again. */
class StreamCheckTests {

    private final FollowedTable table = new FollowedTable();

    @RegisterExtension
    private final CapturedLog log = new CapturedLog("io.github.dynamocached.streams");

    private static DynamoDbException denied() {
        return (DynamoDbException) DynamoDbException.builder()
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("AccessDeniedException")
                        .build())
                .build();
    }

    /** Says it once, leads as soon as it is over, and evicts. */
    private void assertProblem(String problem, Runnable end) {
        Node node = table.node("a");
        table.seconds(120);
        assertThat(log.lines()).containsExactly("ERROR " + problem);
        assertThat(node.state().leader()).isFalse();
        assertThat(node.state().problem()).contains(problem);
        assertThat(node.state().isWell()).isFalse();
        end.run();
        table.seconds(35);
        assertThat(log.lines()).contains("INFO The stream of table 'users' can be read again.");
        assertThat(node.state().leader()).isTrue();
        assertThat(node.state().problem()).isEmpty();
        table.write(table.streams.first(), "1");
        table.seconds(1);
        assertThat(table.redis.holds("1")).isFalse();
    }

    @Test
    void tableWithoutStream() {
        table.tables.view(null);
        assertProblem(
                "Table 'users' has no stream, so changes by other programs do not evict its caches (users). Enable the stream"
                        + " with StreamViewType NEW_AND_OLD_IMAGES, or remove the table from dynamocached.streams.tables.",
                () -> table.tables.view(StreamViewType.NEW_AND_OLD_IMAGES));
    }

    @Test
    void viewThatLacksAnAttributeOfABinding() {
        table.bindings = List.of(
                new TableBinding("users", "users", List.of("id")),
                new TableBinding("users", "users", List.of("email")));
        table.tables.view(StreamViewType.KEYS_ONLY);
        assertProblem(
                "Cache 'users' is not evicted, because it is bound to attributes (email) that are not all in the primary key"
                        + " of table 'users', and the view of its stream is KEYS_ONLY. Disable the stream, and enable it"
                        + " again with StreamViewType NEW_AND_OLD_IMAGES.",
                () -> table.tables.view(StreamViewType.NEW_AND_OLD_IMAGES));
    }

    @Test
    void tableThatDoesNotExist() {
        table.tables.failWith(ResourceNotFoundException.builder().build());
        assertProblem(
                "The stream of table 'users' is not read, because the table does not exist in this account and region. Create"
                        + " it, or correct dynamocached.streams.tables.",
                () -> table.tables.failWith(null));
    }

    @Test
    void credentialsThatMayNotDescribeTheTable() {
        table.tables.failWith(denied());
        assertProblem(
                "The stream of table 'users' is not read, because the credentials of this application may not do so. Allow"
                        + " dynamodb:DescribeTable on the table, and dynamodb:DescribeStream, dynamodb:GetShardIterator and"
                        + " dynamodb:GetRecords on its stream.",
                () -> table.tables.failWith(null));
    }

    @Test
    void credentialsThatMayNotReadTheStream() {
        table.streams.failWith(StreamCheckTests::denied);
        assertProblem(
                "The stream of table 'users' is not read, because the credentials of this application may not do so. Allow"
                        + " dynamodb:DescribeTable on the table, and dynamodb:DescribeStream, dynamodb:GetShardIterator and"
                        + " dynamodb:GetRecords on its stream.",
                () -> table.streams.failWith(() -> null));
    }

    @Test
    void awsThatIsAway() {
        table.streams.failWith(() -> new IllegalStateException("away"));
        assertProblem(
                "The stream of table 'users' is not read, because a call to AWS failed with java.lang.IllegalStateException."
                        + " It is tried again every 30 seconds. Check region, endpoint and network of the client.",
                () -> table.streams.failWith(() -> null));
    }

    @Test
    void streamThatIsDisabledLater() {
        Node node = table.settledLeader("a");
        table.tables.view(null);
        table.seconds(40);
        assertThat(node.state().leader()).isFalse();
        assertThat(node.state().problem())
                .contains("Table 'users' has no stream, so changes by other programs do not evict its caches (users)."
                        + " Enable the stream with StreamViewType NEW_AND_OLD_IMAGES, or remove the table from"
                        + " dynamocached.streams.tables.");
        table.tables.view(StreamViewType.NEW_AND_OLD_IMAGES);
        table.streams.enable();
        table.redis.fill("1");
        table.seconds(40);
        assertThat(node.state().leader()).isTrue();
        assertThat(table.redis.holds("1")).isFalse();
    }

    @Test
    void moreThanTwoHundredOpenShardsAreLeftToLambda() {
        for (int i = 0; i < 200; i++) {
            table.streams.add();
        }
        table.node("a");
        table.seconds(10);
        assertThat(log.lines())
                .contains(
                        "WARN The stream of table 'users' has 201 open shards. One node makes up to four calls a second for"
                                + " each of them. Read it with AWS Lambda and StreamsEvictor instead, and remove the table from"
                                + " dynamocached.streams.tables.");
    }

    @Test
    void failedCallIsToldOnceAMinute() {
        table.settledLeader("a");
        table.streams.failWith(() -> new IllegalStateException("away"));
        table.seconds(90);
        assertThat(log.lines())
                .filteredOn(line -> line.startsWith("WARN"))
                .hasSize(2)
                .containsOnly(
                        "WARN A call for the stream of table 'users' failed with java.lang.IllegalStateException. It is"
                                + " tried again. Changes are evicted later until it succeeds. Further failures are not logged for a"
                                + " minute.");
    }
}
