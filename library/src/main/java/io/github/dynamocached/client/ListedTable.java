package io.github.dynamocached.client;

import io.github.dynamocached.Failures;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.TableDescription;

/**
 * A table that the application has listed, and what is known of it. It is described once at the beginning, and again each hour
 * when it is used. While nothing is known, reads bypass the cache and a write evicts all entries of the table.
 */
final class ListedTable {

    private static final Logger log = LoggerFactory.getLogger(ListedTable.class);

    private static final long HOUR = Duration.ofHours(1).toNanos();
    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long LONGEST_WAIT = Duration.ofSeconds(2).toNanos();

    private final String name;
    private final Supplier<CompletableFuture<TableDescription>> describe;
    private final LongSupplier nanos;
    private final Changes changes;
    private final @Nullable KnownTable declared;

    private volatile @Nullable KnownTable known;
    private volatile CompletableFuture<Void> look = CompletableFuture.completedFuture(null);
    private volatile long next;
    private boolean told;

    /** Who wants to know of changes. */
    interface Changes {

        /**
         * Something is known of the table, or no longer.
         *
         * @param isOther whether entries of the table may belong to another table of its name
         */
        void changed(ListedTable table, boolean isOther);
    }

    /** @param declared what the application has declared, which counts until the table is described; null for nothing */
    ListedTable(
            String name,
            Supplier<CompletableFuture<TableDescription>> describe,
            LongSupplier nanos,
            Changes changes,
            @Nullable KnownTable declared) {
        this.name = name;
        this.describe = describe;
        this.nanos = nanos;
        this.changes = changes;
        this.declared = declared;
        this.known = declared;
        this.next = nanos.getAsLong();
    }

    String name() {
        return name;
    }

    /** What is known now, null for nothing. Looks again in the background if that is due. */
    @Nullable
    KnownTable known() {
        if (nanos.getAsLong() - next >= 0) {
            look();
        }
        return known;
    }

    /** The same, after a wait for the first description. */
    @Nullable
    KnownTable await() {
        KnownTable now = known();
        if (now != null) {
            return now;
        }
        try {
            look.get(LONGEST_WAIT, TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupt) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException late) {
            log.debug("Table '{}' is not described yet", name, late);
        }
        return known;
    }

    /** Completes when it is worth to ask what is known: at once, or after the first description. Never fails. */
    CompletableFuture<Void> described() {
        return known() == null
                ? look.copy().completeOnTimeout(null, LONGEST_WAIT, TimeUnit.NANOSECONDS)
                : CompletableFuture.completedFuture(null);
    }

    /** The table is deleted or made anew. */
    void forget() {
        known = declared;
        next = nanos.getAsLong();
        changes.changed(this, true);
    }

    private synchronized void look() {
        if (nanos.getAsLong() - next < 0) {
            return;
        }
        next = nanos.getAsLong() + HOUR;
        look = described(describe).handle((description, failure) -> {
            if (failure == null) {
                learn(KnownTable.of(description));
            } else {
                failed(failure);
            }
            return null;
        });
    }

    private static CompletableFuture<TableDescription> described(
            Supplier<CompletableFuture<TableDescription>> describe) {
        try {
            return describe.get();
        } catch (RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private synchronized void learn(KnownTable now) {
        KnownTable before = known;
        boolean isOther = before != null && !before.isSame(now);
        told = false;
        known = now;
        if (before == null || before.isDeclared() || isOther) {
            if (before != null && before.isDeclared() && isOther) {
                tellOfDeclaration(now);
            }
            changes.changed(this, isOther);
        }
    }

    private void tellOfDeclaration(KnownTable now) {
        log.error(
                "Table '{}' has the key {}, and not the declared one. The declaration is not used. Correct or remove it"
                        + " (dynamocached.client.keys) in every application that writes the table.",
                name,
                String.join(", ", now.keyNames()));
    }

    /** What is known stays. Where keys are declared, that is no surprise. */
    private synchronized void failed(Throwable failure) {
        KnownTable current = known;
        boolean isDeclared = current != null && current.isDeclared();
        next = nanos.getAsLong() + (isDeclared ? HOUR : MINUTE);
        if (!told && !isDeclared) {
            told = true;
            log.error(
                    "Table '{}' cannot be described ({}). {} Allow dynamodb:DescribeTable for it, or"
                            + " declare its keys (dynamocached.client.keys). It is tried again each minute, and the stack"
                            + " trace is logged at DEBUG.",
                    name,
                    Failures.nameOf(Failures.unwrapped(failure)),
                    current == null
                            ? "Reads of it bypass the cache, and each write evicts all its entries."
                            : "Its keys are taken to be as before.");
        }
        log.debug("Table '{}' cannot be described", name, failure);
    }
}
