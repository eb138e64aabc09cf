package io.github.dynamocached.aop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.dynamocached.aop.AdviceFixture.Documents;
import io.github.dynamocached.aop.AdviceFixture.Notes;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.aop.framework.Advised;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

/** Cached methods among the advice of others: who is asked first, what a hit skips, and what a refresh repeats. */
@Timeout(60)
class AdviceOrderTests {

    private static final String ROLE = "ROLE_READER";

    /** Each starts once, because security takes time. So each test has an id of its own. */
    private static final Map<Proxied, CachingTestApplication> APPLICATIONS = new EnumMap<>(Proxied.class);

    private @Nullable CachingTestApplication application;

    @AfterEach
    void leave() {
        SecurityContextHolder.clearContext();
    }

    @AfterAll
    static void closeApplications() {
        APPLICATIONS.values().forEach(CachingTestApplication::close);
        APPLICATIONS.clear();
    }

    private Documents start(Proxied proxied) {
        application = APPLICATIONS.computeIfAbsent(
                proxied, kind -> kind.start(AdviceFixture.AllAdvice.class, AdviceFixture.Repository.class));
        application.bean(NotedTransactions.class).notes().clear();
        List<String> unused = notes().taken();
        Documents documents = application.bean(Documents.class);
        assertThat(proxied.isKindOf(documents)).isTrue();
        return documents;
    }

    private Notes notes() {
        return Objects.requireNonNull(application).bean(Notes.class);
    }

    private AdviceFixture.Repository repository() throws Exception {
        Advised proxy = (Advised) Objects.requireNonNull(application).bean(Documents.class);
        return (AdviceFixture.Repository)
                Objects.requireNonNull(proxy.getTargetSource().getTarget());
    }

    private static void enter(String name, String... roles) {
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(name, "", roles));
    }

    /** Ends the time to live of all entries, so that the next call of each returns a stale value and refreshes it. */
    private void becomeStale() {
        Objects.requireNonNull(application).store().server().advance(AdviceFixture.AllAdvice.TTL);
    }

    private List<String> awaitRefresh() {
        await().until(() -> notes().all().stream().anyMatch(note -> note.startsWith("refresh ")));
        return notes().taken();
    }

    @ParameterizedTest
    @EnumSource
    void hitIsGivenOnlyToThoseWhoMayCallTheMethod(Proxied proxied) {
        Documents documents = start(proxied);
        enter("ann", ROLE);
        documents.find("a1");
        notes().taken();
        assertThat(documents.find("a1")).isEqualTo("text of a1");
        enter("bob");
        assertThatThrownBy(() -> documents.find("a1")).isInstanceOf(AccessDeniedException.class);
        SecurityContextHolder.clearContext();
        assertThatThrownBy(() -> documents.find("a1")).isNotNull();
        assertThat(notes().taken()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void hitIsCheckedLikeTheResultOfTheMethod(Proxied proxied) {
        Documents documents = start(proxied);
        enter("ann");
        documents.findOwn("b1");
        assertThat(documents.findOwn("b1")).isEqualTo("ann");
        enter("bob");
        assertThatThrownBy(() -> documents.findOwn("b1")).isInstanceOf(AccessDeniedException.class);
        assertThat(notes().taken())
                .filteredOn(note -> note.startsWith("findOwn"))
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource
    void whatIsFilteredForOneCallerIsWholeForTheNext(Proxied proxied) {
        Documents documents = start(proxied);
        enter("ann");
        assertThat(documents.readers("c1")).containsExactly("ann");
        enter("bob");
        assertThat(documents.readers("c1")).containsExactly("bob");
        assertThat(notes().taken()).containsExactly("readers c1");
    }

    @ParameterizedTest
    @EnumSource
    void missRunsAllAdviceAndAHitOnlyWhatIsOutside(Proxied proxied) {
        Documents documents = start(proxied);
        NotedTransactions transactions = Objects.requireNonNull(application).bean(NotedTransactions.class);
        enter("ann", ROLE);
        documents.find("d1");
        assertThat(notes().taken())
                .containsExactly("around d1", "before find d1", "find d1 by ann in a transaction", "after d1");
        assertThat(transactions.notes()).containsExactly("begin", "commit");
        documents.find("d1");
        assertThat(notes().taken()).isEmpty();
        assertThat(transactions.notes()).containsExactly("begin", "commit");
    }

    @ParameterizedTest
    @EnumSource
    void refreshRunsAllInnerAdviceAgain(Proxied proxied) {
        Documents documents = start(proxied);
        NotedTransactions transactions = Objects.requireNonNull(application).bean(NotedTransactions.class);
        enter("ann", ROLE);
        documents.find("e1");
        notes().taken();
        becomeStale();
        documents.find("e1");
        assertThat(awaitRefresh())
                .containsExactly(
                        "around e1",
                        "before find e1",
                        "find e1 by ann in a transaction",
                        "after e1",
                        "refresh REFRESHED");
        assertThat(transactions.notes()).containsExactly("begin", "commit", "begin", "commit");
    }

    @ParameterizedTest
    @EnumSource
    void refreshSeesTheCallerThatCausedItAndNoOther(Proxied proxied) {
        Documents documents = start(proxied);
        enter("ann", ROLE);
        documents.find("f1");
        enter("bob", ROLE);
        documents.find("f2");
        notes().taken();
        becomeStale();
        documents.find("f1");
        assertThat(awaitRefresh()).contains("find f1 by bob in a transaction");
        enter("ann", ROLE);
        documents.find("f2");
        assertThat(awaitRefresh()).contains("find f2 by ann in a transaction");
        SecurityContextHolder.clearContext();
        documents.findOpen("f3");
        becomeStale();
        documents.findOpen("f3");
        assertThat(awaitRefresh())
                .filteredOn(note -> note.startsWith("findOpen"))
                .containsExactly("findOpen by nobody", "findOpen by nobody");
    }

    @ParameterizedTest
    @EnumSource
    void everyAttemptToWriteEvicts(Proxied proxied) {
        // an application of its own, because a failed write evicts once more later
        try (CachingTestApplication own =
                proxied.start(AdviceFixture.AllAdvice.class, AdviceFixture.Repository.class)) {
            own.bean(Documents.class).write("1");
            List<String> noted = own.bean(Notes.class).all();
            assertThat(noted).filteredOn(note -> note.startsWith("write")).hasSize(2);
            assertThat(own.store().evictions()).hasSizeGreaterThanOrEqualTo(2).containsOnly("documents/1");
            assertThat(noted.get(0)).isEqualTo("write 1");
            assertThat(noted.get(noted.size() - 1)).isEqualTo("evict documents");
        }
    }

    @ParameterizedTest
    @EnumSource
    void writeOnAnotherThreadEvictsWhenItHasEnded(Proxied proxied) throws Exception {
        Documents documents = start(proxied);
        documents.writeLater("h1");
        assertThat(notes().all()).isEmpty();
        repository().letWrite();
        await().until(() -> notes().all().contains("evict documents"));
        assertThat(notes().taken()).containsExactly("waited true", "write h1 on writer", "evict documents");
    }

    @ParameterizedTest
    @EnumSource
    void innerAdviceSeesTheKeysThatTheMethodIsCalledWith(Proxied proxied) {
        Documents documents = start(proxied);
        documents.findAll(List.of("i1"));
        notes().taken();
        documents.findAll(List.of("i1", "i2"));
        assertThat(notes().taken()).containsExactly("before findAll [i2]", "findAll [i2]");
    }
}
