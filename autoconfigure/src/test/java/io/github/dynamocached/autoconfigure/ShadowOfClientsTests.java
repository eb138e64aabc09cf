package io.github.dynamocached.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.ShadowResult;
import io.github.dynamocached.autoconfigure.ShadowVerificationTests.Results;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbAsyncClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemResponse;

/** Hits of caching clients that are compared with DynamoDB Local, where Redis has the item of another key. */
class ShadowOfClientsTests extends SdkWritesFixture {

    private String copy(String session) {
        String items = prefix + ":client." + tableName + ".items:";
        return String.valueOf(redis.execute("COPY", items + "other:1", items + session + ":1", "REPLACE"));
    }

    private String textIn(String session, DynamoDbClient asked) {
        return textOf(asked.getItem(get -> get.tableName(tableName).key(key(session, 1))));
    }

    private String textIn(String session, DynamoDbAsyncClient asked) {
        return textOf(asked.getItem(get -> get.tableName(tableName).key(key(session, 1)))
                .join());
    }

    private static String textOf(GetItemResponse answer) {
        return Objects.requireNonNull(answer.item().get("text")).s();
    }

    @Test
    void itemsOfOtherKeysAreFoundAndHealed() {
        table.createTable();
        table.putItem(Turn.of("sync", 1, "right"));
        table.putItem(Turn.of("async", 1, "right"));
        table.putItem(Turn.of("other", 1, "other"));
        application
                .withBean(Results.class)
                .withBean(DynamoDbClient.class, () -> client, bean -> bean.setDestroyMethodName(""))
                .withBean(DynamoDbAsyncClient.class, () -> asyncClient, bean -> bean.setDestroyMethodName(""))
                .withPropertyValues("dynamocached.client.tables=" + tableName)
                .withPropertyValues(ShadowVerificationTests.EVERY_HIT)
                .withPropertyValues("dynamocached.defaults.shadow.heal=true")
                .run(context -> {
                    LocalServers.awaitRedis(context);
                    DynamoDbClient caching = context.getBean(DynamoDbClient.class);
                    DynamoDbAsyncClient asynchronous = context.getBean(DynamoDbAsyncClient.class);
                    assertThat(textIn("other", caching)).isEqualTo("other");
                    assertThat(copy("sync")).isEqualTo("1");
                    assertThat(copy("async")).isEqualTo("1");
                    assertThat(textIn("sync", caching)).isEqualTo("other");
                    assertThat(textIn("async", asynchronous)).isEqualTo("other");
                    await().atMost(Duration.ofSeconds(30))
                            .until(() -> List.of(textIn("sync", caching), textIn("async", asynchronous))
                                    .equals(List.of("right", "right")));
                    Results results = context.getBean(Results.class);
                    assertThat(results.count(ShadowResult.WRONG)).isEqualTo(2);
                    assertThat(results.count(ShadowResult.UNVERIFIABLE)).isZero();
                });
        table.deleteTable();
    }
}
