package io.github.dynamocached.example.page;

import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.Observed;
import io.github.dynamocached.example.users.User;
import io.github.dynamocached.example.users.UserRepository;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Changes a user's name in DynamoDB Local as a program in another language would: by a plain HTTP request, past the library
 * and past the AWS SDK of this application. Then it reads until the stream of the table has evicted the entry.
 */
@Component
@OnlyWithPage
class OtherWriter {

    private static final String ID = "user997";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final UserRepository users;
    private final DynamoCaches caches;
    private final DirectReads directReads;
    private final DynamoDbClient dynamoDb;
    private final RedisState redis;
    private final HttpClient http = HttpClient.newHttpClient();

    OtherWriter(
            UserRepository users,
            DynamoCaches caches,
            DirectReads directReads,
            DynamoDbClient dynamoDb,
            RedisState redis) {
        this.users = users;
        this.caches = caches;
        this.directReads = directReads;
        this.dynamoDb = dynamoDb;
        this.redis = redis;
    }

    /** Writes once. One writer at a time, so that each sees its own write. */
    synchronized Result run() throws IOException, InterruptedException {
        redis.requireRunning();
        String oldName = directReads.read(ID).getName();
        String newName = oldName.equals("Mary Somerville") ? "Emmy Noether" : "Mary Somerville";
        users.findById(ID);
        write(newName);
        long written = System.nanoTime();
        List<Read> reads = new ArrayList<>();
        long staleHits = 0;
        while (System.nanoTime() - written < PATIENCE.toNanos()) {
            Read read = read(written);
            if (read.name().equals(newName)) {
                reads.add(read);
                reads.add(read(written));
                return new Result(oldName, newName, staleHits, reads);
            }
            if (staleHits++ == 0) {
                reads.add(read);
            }
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
        throw new ConflictException("The stream of the table has not reported the write within " + PATIENCE.toSeconds()
                + " s. Set dynamocached.streams.tables to users.");
    }

    private Read read(long written) {
        Observed<Optional<User>> seen = caches.observe(() -> users.findById(ID));
        double millis = (System.nanoTime() - written) / 1e6;
        return new Read(
                millis,
                seen.last().map(read -> read.source().name()).orElse("not cached"),
                seen.value().map(User::getName).orElse("unknown"));
    }

    private void write(String name) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(localDynamoDb())
                .header("X-Amz-Target", "DynamoDB_20120810.UpdateItem")
                .header("Content-Type", "application/x-amz-json-1.0")
                .header(
                        "Authorization",
                        "AWS4-HMAC-SHA256 Credential=local/20261127/eu-central-1/dynamodb/aws4_request,"
                                + " SignedHeaders=host, Signature=0")
                .POST(BodyPublishers.ofString("""
                        {"TableName": "users", "Key": {"id": {"S": "%s"}}, "UpdateExpression": "SET #n = :n",
                         "ExpressionAttributeNames": {"#n": "name"}, "ExpressionAttributeValues": {":n": {"S": "%s"}}}
                        """.formatted(ID, name)))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new ConflictException("DynamoDB Local refused the write with status " + answer.statusCode() + ".");
        }
    }

    /** Only DynamoDB Local takes requests without a signature. */
    private URI localDynamoDb() {
        return dynamoDb.serviceClientConfiguration()
                .endpointOverride()
                .filter(endpoint -> endpoint.getHost().equals("127.0.0.1")
                        || endpoint.getHost().equals("localhost"))
                .orElseThrow(() -> new ConflictException("The other writer needs DynamoDB Local."));
    }

    /**
     * What the readers of the cache saw.
     *
     * @param oldName the name before the write
     * @param newName the name that was written
     * @param staleHits reads that still returned the old name
     * @param reads the first read, the first one of the new name and the one after it
     */
    record Result(String oldName, String newName, long staleHits, List<Read> reads) {}

    /**
     * One read.
     *
     * @param millis since the write
     * @param source where the answer came from
     * @param name the name in the answer
     */
    record Read(double millis, String source, String name) {}
}
