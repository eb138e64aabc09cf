package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.dynamocached.annotation.DynamoCached;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.bean.override.convention.TestBean;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** A bean that a test has put in the place of a repository, as {@code @MockitoBean} does. */
@SpringJUnitConfig
@SuppressWarnings("NullAway.Init")
class ReplacedBeanTests {

    private static final Logger log = (Logger) LoggerFactory.getLogger(ProxiedBeans.class);
    private static final ListAppender<ILoggingEvent> LOG = new ListAppender<>();

    @TestBean
    private Repository repository;

    @Autowired
    private DynamoCachingAdvisor advisor;

    static Repository repository() {
        return new Repository();
    }

    static class Repository {
        @DynamoCached("a")
        public String find(String id) {
            return id;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @Import({CachingTestApplication.ClassProxies.class, CachingTestApplication.Ports.class})
    static class Application {
        @Bean
        Repository repository() {
            return new Repository();
        }
    }

    @BeforeAll
    static void captureTheLog() {
        LOG.start();
        log.addAppender(LOG);
    }

    @AfterAll
    static void letTheLogGo() {
        log.detachAppender(LOG);
    }

    @Test
    void itIsNotTakenForABeanThatWasCreatedTooEarly() {
        assertThat(repository.find("1")).isEqualTo("1");
        assertThat(advisor.isRunning()).isTrue();
        assertThat(LOG.list)
                .extracting(event -> event.getLevel() + " " + event.getFormattedMessage())
                .containsExactly(
                        "INFO @DynamoCached on ReplacedBeanTests.Repository.find(String): bean 'repository' has no"
                                + " cache proxy, so its annotations have no effect. This is normal for a bean"
                                + " that the test replaces.");
    }
}
