package io.github.dynamocached.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** That the search finds what is broken on purpose. */
class BrokenVariantTests {

    @Test
    void fillWithoutTokenCheckIsCaught() {
        assertCaught(new SearchScenario("no token check", Consistency.STRICT)
                .read("A")
                .write()
                .broken(scripts((intact, server) -> new BrokenScripts(intact, server) {
                    @Override
                    public CompletionStage<FillResult> fill(
                            Slot slot, EntryFormat format, Fill fill, byte[] @Nullable [] fields) {
                        plant(fill.token());
                        return super.fill(slot, format, fill, fields);
                    }
                })));
    }

    private interface Scripts {
        EntryStore over(EntryStore intact, InMemoryServer server);
    }

    private static BrokenVariant scripts(Scripts broken) {
        return new BrokenVariant() {
            @Override
            public EntryStore scripts(EntryStore intact, InMemoryServer server, String node) {
                return broken.over(intact, server);
            }
        };
    }

    private static void assertCaught(SearchScenario scenario) {
        SearchReport report = new StateSearch(scenario).run();
        report.print();
        assertThat(report.violation()).isNotNull();
        assertThat(StateSearch.replay(scenario, report.schedule())).isEqualTo(report.violation());
    }
}
