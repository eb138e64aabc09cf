package io.github.dynamocached.client;

import static io.github.dynamocached.client.IndexedTable.number;
import static io.github.dynamocached.client.IndexedTable.text;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import net.jqwik.api.statistics.Statistics;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;

/** Whatever is asked, valid or not, the caching clients answer as the plain client does, at the first call and later. */
class SameAnswersTests {

    private static final int CALLS = 3;

    private static @Nullable IndexedTable table;
    private static @Nullable ClientNode node;

    @BeforeContainer
    static void createTable() {
        IndexedTable created = new IndexedTable();
        for (String owner : List.of("ann", "bob")) {
            for (int number = 1; number <= 4; number++) {
                created.put(owner, number, attributes(owner, number));
            }
        }
        table = created;
        node = new ClientNode(
                created.name(),
                ClientNode.SETTINGS
                        .withNamespace(ClientNode.newNamespace())
                        .withScans(Duration.ofMinutes(30))
                        .withIndexQueries(Duration.ofMinutes(30)));
    }

    private static Map<String, AttributeValue> attributes(String owner, int number) {
        return Map.of(
                "name", text(owner + number),
                "status", text(number % 2 == 0 ? "Riga" : ""),
                "date", text("2026-01-0" + number),
                "city", text(number == 3 ? "Oslo" : "Riga"),
                "d.e", AttributeValue.fromB(SdkBytes.fromByteArray(new byte[] {1, 0, -1})),
                "tags", AttributeValue.fromSs(List.of("Riga", "x")),
                "list", AttributeValue.fromL(List.of(number(number), AttributeValue.fromNul(true))),
                "map", AttributeValue.fromM(Map.of("inner", AttributeValue.fromNs(List.of("1.50", "2")))));
    }

    @AfterContainer
    static void close() {
        Objects.requireNonNull(node).close();
        Objects.requireNonNull(table).close();
    }

    @Provide
    Arbitrary<DynamoDbRequest> requests() {
        return new ReadRequestGrammar(Objects.requireNonNull(table).name()).requests();
    }

    @Property(tries = 120, shrinking = ShrinkingMode.OFF)
    void cachingClientsAnswerAsThePlainOne(@ForAll("requests") DynamoDbRequest request) {
        assertSameAnswers(request);
    }

    @Tag("full")
    @Property(tries = 2_000, shrinking = ShrinkingMode.OFF)
    void cachingClientsAnswerTwoThousandRequestsAsThePlainOne(@ForAll("requests") DynamoDbRequest request) {
        assertSameAnswers(request);
    }

    private static void assertSameAnswers(DynamoDbRequest request) {
        ClientNode clients = Objects.requireNonNull(node);
        ReadAnswer plain = ReadAnswer.of(clients.plain(), request);
        String source = "";
        for (int call = 1; call <= CALLS; call++) {
            ReadAnswer cached = call == 2
                    ? ReadAnswer.of(clients.asyncClient(), request)
                    : ReadAnswer.of(clients.client(), request);
            cached.assertSameAs(plain);
            source = cached.source();
        }
        Statistics.label("plain client").collect(plain.isRefused() ? "refused" : "answered");
        Statistics.label("plain client").coverage(coverage -> {
            coverage.check("refused").percentage(share -> share > 10);
            coverage.check("answered").percentage(share -> share > 15);
        });
        if (!plain.isRefused()) {
            Statistics.label("last call").collect(source);
            Statistics.label("last call")
                    .coverage(coverage -> coverage.check("HIT").percentage(share -> share > 40));
        }
    }
}
