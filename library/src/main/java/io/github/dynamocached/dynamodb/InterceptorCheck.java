package io.github.dynamocached.dynamodb;

import io.github.dynamocached.load.LoadCheck;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkServiceClientConfiguration;
import software.amazon.awssdk.core.interceptor.ClasspathInterceptorChainFactory;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/**
 * Checks whether DynamoDB clients run {@link ConsistentReads}, or {@link EvictingWrites}. The AWS SDK finds interceptors in a file that every jar may
 * have, so a shaded jar may have lost the entry. The check sends nothing.
 */
public final class InterceptorCheck implements LoadCheck {

    private static final String FILE = "software/amazon/awssdk/services/dynamodb/execution.interceptors";

    private final Supplier<Map<String, SdkClient>> clients;
    private final String file;
    private final Class<? extends ExecutionInterceptor> interceptor;

    /**
     * A check of loads.
     *
     * @param clients supplies the DynamoDB clients by bean name; without any, the class path is checked
     */
    public InterceptorCheck(Supplier<Map<String, SdkClient>> clients) {
        this(clients, FILE);
    }

    InterceptorCheck(Supplier<Map<String, SdkClient>> clients, String file) {
        this(clients, file, ConsistentReads.class);
    }

    private InterceptorCheck(
            Supplier<Map<String, SdkClient>> clients, String file, Class<? extends ExecutionInterceptor> interceptor) {
        this.clients = clients;
        this.file = file;
        this.interceptor = interceptor;
    }

    /**
     * A check of writes.
     *
     * @param clients as for loads
     * @return says which writes are not seen
     */
    public static InterceptorCheck ofWrites(Supplier<Map<String, SdkClient>> clients) {
        return new InterceptorCheck(clients, FILE, EvictingWrites.class);
    }

    @Override
    public Optional<String> problem() {
        Map<String, SdkClient> known = clients.get();
        if (known.isEmpty()) {
            return isAmong(new ClasspathInterceptorChainFactory().getInterceptors(file))
                    ? Optional.empty()
                    : Optional.of("DynamoDB clients do not run " + remedy());
        }
        List<String> without = known.entrySet().stream()
                .filter(client -> isWithout(client.getValue()))
                .map(client -> "'" + client.getKey() + "'")
                .sorted()
                .toList();
        return without.isEmpty()
                ? Optional.empty()
                : Optional.of("the DynamoDB client " + String.join(" and ", without) + " does not run " + remedy());
    }

    private String remedy() {
        return interceptor.getName() + ". If a shaded jar has lost its entry in " + FILE
                + ", merge these files when you build it, or add the interceptor to the client:"
                + " overrideConfiguration(c -> c.addExecutionInterceptor(new " + interceptor.getSimpleName() + "()))."
                + (interceptor == ConsistentReads.class
                        ? " For a client that has no interceptors, such as that of DAX, set consistency: eventual."
                        : " For writes by a client that has no interceptors, such as that of DAX, use @DynamoEvict.");
    }

    private boolean isWithout(SdkClient client) {
        try {
            SdkServiceClientConfiguration configuration = client.serviceClientConfiguration();
            return isKnown(configuration)
                    && !isAmong(configuration.overrideConfiguration().executionInterceptors());
        } catch (UnsupportedOperationException hasNone) {
            return true;
        }
    }

    /** A mock of a test has no configuration. */
    private static boolean isKnown(@Nullable SdkServiceClientConfiguration configuration) {
        return configuration != null;
    }

    private boolean isAmong(List<ExecutionInterceptor> interceptors) {
        return interceptors.stream().anyMatch(interceptor::isInstance);
    }
}
