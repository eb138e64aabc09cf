package io.github.dynamocached.example;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Logs what to try. */
@Component
class Welcome {

    private static final Logger log = LoggerFactory.getLogger(Welcome.class);

    private static final String INVITATION = """
            The example is ready. Run each of these commands twice. Watch the headers X-Cache, Age and X-Read-Units:

              curl -i {url}/users/user123
              curl -i {url}/sessions/session42/context
              curl -i {url}/sessions/session42/turns -H 'Content-Type: application/json' -d '{"role":"customer","text":"Hello?"}'
              {redis} HGETALL dynamocached:users:user123
              {redis} DEL dynamocached:users:user123
            """;

    private static final String FOREIGN_WRITE = """
            This writes past the service, as another program does. Read the user before and after it:

              curl {dynamodb} -H 'X-Amz-Target: DynamoDB_20120810.UpdateItem' -H 'Content-Type: application/x-amz-json-1.0' \\
                -H 'Authorization: AWS4-HMAC-SHA256 Credential=local/20261127/eu-central-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0' \\
                -d '{"TableName":"users","Key":{"id":{"S":"user123"}},"UpdateExpression":"SET #n = :n","ExpressionAttributeNames":{"#n":"name"},"ExpressionAttributeValues":{":n":{"S":"Ada"}}}'
            """;

    private static final String PAGE = "Open {url} in a browser to see the caches at work, and to break things.";

    private final Environment environment;
    private final ObjectProvider<DataRedisConnectionDetails> redis;
    private final DynamoDbClient dynamoDb;

    Welcome(Environment environment, ObjectProvider<DataRedisConnectionDetails> redis, DynamoDbClient dynamoDb) {
        this.environment = environment;
        this.redis = redis;
        this.dynamoDb = dynamoDb;
    }

    @EventListener(ApplicationReadyEvent.class)
    void invite() {
        String url = "http://localhost:" + environment.getProperty("local.server.port");
        if (environment.getProperty("example.page.enabled", Boolean.class, false)) {
            log.info("{}", PAGE.replace("{url}", url));
        }
        log.info("{}", INVITATION.replace("{url}", url).replace("{redis}", redisClient()));
        dynamoDb.serviceClientConfiguration()
                .endpointOverride()
                .filter(endpoint -> endpoint.getHost().equals("127.0.0.1"))
                .ifPresent(local -> log.info("{}", FOREIGN_WRITE.replace("{dynamodb}", local.toString())));
    }

    private String redisClient() {
        DataRedisConnectionDetails details = redis.getIfAvailable();
        Standalone standalone = details == null ? null : details.getStandalone();
        if (standalone == null) {
            return "redis-cli";
        }
        boolean here =
                standalone.getHost().equals("127.0.0.1") || standalone.getHost().equals("localhost");
        return "redis-cli " + (here ? "" : "-h " + standalone.getHost() + " ") + "-p " + standalone.getPort();
    }
}
