package io.github.dynamocached.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.awspring.cloud.autoconfigure.dynamodb.DynamoDbClientCustomizer;
import io.awspring.cloud.dynamodb.DynamoDbTemplate;
import io.github.dynamocached.DynamoCaches;
import io.github.dynamocached.servers.SharedServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.GetItemRequest;

/** The beans of Spring Cloud AWS, on DynamoDB Local and a real Redis. */
@SpringBootTest(
        classes = AwspringTests.Application.class,
        properties = {
            "spring.cloud.aws.region.static=eu-central-1",
            "spring.cloud.aws.credentials.access-key=local",
            "spring.cloud.aws.credentials.secret-key=local",
            "dynamocached.redis.timeout=5s",
            "dynamocached.caches.products.table=product",
            "dynamocached.client.tables=voucher"
        })
class AwspringTests {

    @Autowired
    private ProductRepository products;

    @Autowired
    private DynamoDbTemplate template;

    @Autowired
    private DynamoCaches caches;

    @Autowired
    private Requests requests;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(ProductRepository.class)
    static class Application {

        @Bean
        Requests requests() {
            return new Requests();
        }

        /** A customizer of the application. What it adds stays around what the cache adds. */
        @Bean
        DynamoDbClientCustomizer noting(Requests requests) {
            return builder -> builder.overrideConfiguration(override -> override.addExecutionInterceptor(requests));
        }
    }

    /** Notes the requests that the client sends. */
    static final class Requests implements ExecutionInterceptor {

        private final List<SdkRequest> sent = new CopyOnWriteArrayList<>();

        @Override
        public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
            sent.add(context.request());
        }

        /** The reads of single items since the last call. */
        List<GetItemRequest> reads() {
            List<GetItemRequest> reads = sent.stream()
                    .filter(GetItemRequest.class::isInstance)
                    .map(GetItemRequest.class::cast)
                    .toList();
            sent.clear();
            return reads;
        }
    }

    /** The tables are there before the application starts, as in production. */
    @DynamicPropertySource
    static void servers(DynamicPropertyRegistry properties) {
        createTables();
        properties.add("spring.data.redis.url", () -> SharedServers.redis().uri());
        properties.add(
                "spring.cloud.aws.endpoint", () -> SharedServers.dynamoDb().endpoint());
    }

    private static void createTables() {
        try (DynamoDbClient client = DynamoDbClient.builder()
                .endpointOverride(SharedServers.dynamoDb().endpoint())
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build()) {
            DynamoDbEnhancedClient tables =
                    DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
            tables.table("product", TableSchema.fromBean(Product.class)).createTable();
            tables.table("voucher", TableSchema.fromBean(Voucher.class)).createTable();
        }
    }

    /** Nothing is stored before Redis has run for two seconds. */
    @BeforeEach
    void awaitCache() {
        await().until(() -> {
            products.findById("first");
            return caches.observe(() -> products.findById("first")).isFromCache();
        });
        requests.reads();
    }

    private String nameOf(String id) {
        return products.findById(id).map(Product::getName).orElse("none");
    }

    @Test
    void readsOfTheTemplateAreCachedAndItsClientReadsConsistently() {
        products.save(Product.of("p1", "Lamp"));
        assertThat(nameOf("p1")).isEqualTo("Lamp");
        assertThat(requests.reads()).singleElement().matches(GetItemRequest::consistentRead);
        assertThat(nameOf("p1")).isEqualTo("Lamp");
        assertThat(requests.reads()).isEmpty();
        products.save(Product.of("p1", "Desk lamp"));
        assertThat(nameOf("p1")).isEqualTo("Desk lamp");
    }

    /** The cache is bound to the table, so its annotation is not needed. */
    @Test
    void writesOfTheTemplateEvictWithoutAnAnnotation() {
        products.save(Product.of("p2", "Chair"));
        assertThat(nameOf("p2")).isEqualTo("Chair");
        template.save(Product.of("p2", "Armchair"));
        assertThat(nameOf("p2")).isEqualTo("Armchair");
        template.delete(Product.of("p2", "Armchair"));
        assertThat(nameOf("p2")).isEqualTo("none");
    }

    @Test
    void templateOverACachingClientReadsFromTheCache() {
        Key code = Key.builder().partitionValue("SPRING").build();
        template.save(Voucher.of("SPRING", 10));
        assertThat(percentOf(code)).isEqualTo(10);
        assertThat(requests.reads()).hasSize(1);
        assertThat(percentOf(code)).isEqualTo(10);
        assertThat(requests.reads()).isEmpty();
        template.update(Voucher.of("SPRING", 20));
        assertThat(percentOf(code)).isEqualTo(20);
    }

    private int percentOf(Key code) {
        return Objects.requireNonNull(template.load(code, Voucher.class)).getPercent();
    }

    @Test
    void pagesShowTheseClasses() throws IOException {
        Path pages = Path.of("..", "..", "docs");
        String sources = "src/test/java/io/github/dynamocached/samples/";
        assertThat(Files.readString(pages.resolve("awspring.md")))
                .contains(classIn(
                        "src/main/java/io/github/dynamocached/samples/ProductRepository.java", "@Repository", 0))
                .contains(classIn(sources + "LocalStackInContainer.java", "    @TestConfiguration", 4));
        assertThat(Files.readString(pages.resolve("testing.md")))
                .contains(classIn(sources + "RedisInContainer.java", "    @SpringBootTest", 4));
    }

    /** From an annotation to the end of its class, moved to the left. */
    private static String classIn(String file, String start, int indent) throws IOException {
        String source = Files.readString(Path.of(file));
        String end = "\n" + " ".repeat(indent) + "}\n";
        int from = source.indexOf("\n" + start) + 1;
        return source.substring(from, source.indexOf(end, from) + end.length() - 1)
                .stripIndent();
    }
}
