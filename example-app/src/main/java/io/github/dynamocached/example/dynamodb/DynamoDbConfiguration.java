package io.github.dynamocached.example.dynamodb;

import java.net.URI;
import java.time.Duration;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;

@Configuration(proxyBeanMethods = false)
class DynamoDbConfiguration {

    /** Names the HTTP client, because the SDK refuses to choose between several on the class path. */
    @Bean
    DynamoDbClient dynamoDbClient(ObjectProvider<DynamoDbClientCustomizer> customizers) {
        DynamoDbClientBuilder builder = DynamoDbClient.builder()
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .overrideConfiguration(client -> client.addExecutionInterceptor(new ReadUnitCounter()));
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        return builder.build();
    }

    @Bean
    DynamoDbEnhancedClient dynamoDbEnhancedClient(DynamoDbClient client) {
        return DynamoDbEnhancedClient.builder().dynamoDbClient(client).build();
    }

    @Bean
    @Profile("aws")
    @ConditionalOnProperty("example.dynamodb.endpoint")
    DynamoDbClientCustomizer endpointOverride(@Value("${example.dynamodb.endpoint}") URI endpoint) {
        return builder -> builder.endpointOverride(endpoint);
    }

    /** For measurements with DynamoDB Local, which answers faster than the service. */
    @Bean
    @ConditionalOnProperty("example.dynamodb.added-latency")
    DynamoDbClientCustomizer addedLatency(@Value("${example.dynamodb.added-latency}") Duration time) {
        return builder -> builder.overrideConfiguration(builder.overrideConfiguration().toBuilder()
                .addExecutionInterceptor(new AddedLatency(time))
                .build());
    }
}
