package io.github.dynamocached.client;

import io.github.dynamocached.CacheKey;
import io.github.dynamocached.Outcome;
import io.github.dynamocached.cache.ReadOperation;
import io.github.dynamocached.codec.ItemCodec;
import io.github.dynamocached.codec.ItemPage;
import io.github.dynamocached.load.Loader;
import io.github.dynamocached.store.Slot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.ScanRequest;
import software.amazon.awssdk.services.dynamodb.model.ScanResponse;

/**
 * The scans of one table. A page is cached at the second call of the same scan within its ttl: the first one stores only a mark.
 * So a walk over a table that is made once leaves marks and no pages. No write evicts a page. A scan that DynamoDB refuses leaves
 * nothing.
 */
final class ScanReads {

    private static final String PAGE = "page";
    private static final String SEEN = "seen";
    private static final Map<String, ?> MARK = Map.of();

    private final PageRead.@Nullable Pages pages;
    private final @Nullable ReadOperation marks;

    ScanReads(ListedTables tables, String table) {
        this.pages = tables.settings().scanTtl().isZero() ? null : PageRead.Pages.of("Scan", tables.scans(table));
        this.marks = pages == null
                ? null
                : new ReadOperation(
                        "First scan in cache '" + pages.name() + "'",
                        ItemCodec.of(pages.cache().settings()),
                        null);
    }

    /** The read of a request, null if DynamoDB has to answer it. */
    @Nullable
    Read of(ScanRequest request, KnownTable table) {
        if (pages == null
                || marks == null
                || Boolean.TRUE.equals(request.consistentRead())
                || Responses.isUnknown(request.returnConsumedCapacity())) {
            return null;
        }
        CacheKey scan = CacheKey.of(pages.name(), List.of(RequestDigest.of(request)));
        String index = request.indexName();
        boolean isLocal = index != null && table.localIndexes().contains(index);
        return new Read(pages, marks, scan, request, index == null, isLocal);
    }

    static final class Read extends PageRead<ScanRequest, ScanResponse> {

        private final ReadOperation marks;
        private final Slot seen;
        private final boolean isLocal;

        Read(Pages pages, ReadOperation marks, CacheKey scan, ScanRequest request, boolean isOfTable, boolean isLocal) {
            super(pages, new Slot(scan, PAGE), request, isOfTable || isLocal);
            this.marks = marks;
            this.seen = new Slot(scan, SEEN);
            this.isLocal = isLocal;
        }

        /**
         * Scans, if nobody has made the same scan lately, and leaves the mark.
         *
         * @return the response of DynamoDB; null if it was made lately, or is being made by another call
         */
        @Nullable
        ScanResponse first(Function<ScanRequest, ScanResponse> client) throws Throwable {
            AtomicReference<@Nullable ScanResponse> scanned = new AtomicReference<>();
            Outcome unused = cache().read(marks, seen, () -> {
                scanned.set(client.apply(loading(SlotLoad.isConsistent())));
                return MARK;
            });
            return scanned.get();
        }

        /** The same without blocking any thread. */
        CompletableFuture<Optional<ScanResponse>> firstAsync(
                Function<ScanRequest, CompletableFuture<ScanResponse>> client, Executor executor) {
            AtomicReference<@Nullable ScanResponse> scanned = new AtomicReference<>();
            Loader load = () -> client.apply(loading(SlotLoad.isConsistent())).thenApply(response -> {
                scanned.set(response);
                return MARK;
            });
            return cache().readAsync(marks, seen, load, executor, outcome -> Optional.ofNullable(scanned.get()));
        }

        @Override
        ScanRequest consistent(ScanRequest original) {
            return original.toBuilder().consistentRead(true).build();
        }

        @Override
        ItemPage pageOf(ScanResponse loaded) {
            return Responses.pageOf(loaded);
        }

        @Override
        ScanResponse answer(ScanRequest original, ItemPage page, AnswerOfCache http) {
            return Responses.page(original, isLocal, page, http);
        }
    }
}
