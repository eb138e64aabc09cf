package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.dynamocached.MissingLibrary;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Evictions in an application that has no {@code spring-tx}. */
class WithoutTransactionsTests {

    /** What runs within the other class loader. */
    public static final class Application implements Callable<List<String>> {

        @Override
        public List<String> call() {
            try (CachingTestApplication application =
                    CachingTestApplication.start(Backend.class, DynamoCachingAdvisorTests.Repository.class)) {
                application.bean(DynamoCachingAdvisorTests.Repository.class).save("1");
                return application.store().evictions();
            }
        }
    }

    @Test
    void evictionsAreSentOnceWhenTheMethodEnds() throws Exception {
        assertThat(MissingLibrary.without("spring-tx", TransactionSynchronizationManager.class, Application.class))
                .isEqualTo(List.of("items/1"));
    }
}
