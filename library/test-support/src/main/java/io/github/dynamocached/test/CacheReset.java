package io.github.dynamocached.test;

import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Empties the cache and ends faults before each test method. Does nothing without {@link AutoConfigureDynamoCached}. */
final class CacheReset implements TestExecutionListener {

    /** Created by Spring. */
    CacheReset() {}

    @Override
    public void beforeTestMethod(TestContext test) {
        if (test.hasApplicationContext()) {
            ApplicationContext context = test.getApplicationContext();
            context.getBeanProvider(CacheFaults.class).ifAvailable(CacheFaults::end);
            context.getBeanProvider(CacheClock.class).ifAvailable(CacheClock::reset);
        }
    }
}
