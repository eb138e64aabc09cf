package io.github.dynamocached.streams;

import io.github.dynamocached.Failures;
import io.github.dynamocached.streams.StreamCalls.From;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.model.Shard;

/**
 * What one node does while it leads: it reads all shards of a stream, keeps their positions, and lengthens its lease.
 *
 * <p>It goes on where an earlier leader has stopped. A shard of which that one has kept nothing is a new one, and is read from
 * its oldest record on, whatever its parent is at: evictions may come in any order. If it is not known which records were
 * missed, it makes a {@link FreshStart}. Two leaders at once do no harm, because both evict.
 */
final class StreamLeader {

    private static final Logger log = LoggerFactory.getLogger(StreamLeader.class);
    private static final String UNKNOWN = "nobody has followed this stream before, or Redis has lost its positions";
    private static final String OUTDATED = "the stream was not followed for too long, or the table has a new one";
    private static final String REMOVED = "a shard was removed from the stream before it was read";
    private static final Duration SOON = Duration.ofSeconds(1);

    private final TableReader owner;
    private final StreamTable table;
    private final StreamDescriptions descriptions;
    private final StreamPositions positions;
    private final StreamLease lease;
    private final ReadShards shards = new ReadShards();
    private @Nullable FreshStart fresh;
    private String stream = "";
    private boolean trusted;
    private boolean ended;
    private boolean describing;
    private int failures;
    private long nextDescription;
    private long describedMillis;

    /**
     * Leads from now on.
     *
     * @param kept what an earlier leader has kept
     * @param asked when the node asked for the lead
     */
    StreamLeader(TableReader owner, StreamTable table, Map<String, String> kept, long asked) {
        this.owner = owner;
        this.table = table;
        this.descriptions = new StreamDescriptions(table);
        this.positions = new StreamPositions(kept);
        this.describedMillis = table.loop().millis();
        this.lease = new StreamLease(table, positions, asked, () -> owner.lost(this));
        this.nextDescription = asked;
    }

    StreamTable table() {
        return table;
    }

    StreamPositions positions() {
        return positions;
    }

    StreamDescriptions descriptions() {
        return descriptions;
    }

    boolean isEnded() {
        return ended;
    }

    boolean isTrusted() {
        return trusted;
    }

    int shards() {
        return shards.open();
    }

    /** All changes until then are evicted, unless a shard has been split for a minute and nobody knows. */
    long provenMillis() {
        Duration twice = table.times().description().multipliedBy(2);
        return Math.min(shards.provenMillis(describedMillis), describedMillis + twice.toMillis());
    }

    /** Does what is due. */
    void tick() {
        long now = table.loop().nanos();
        if (lease.isOver(now)) {
            owner.lost(this);
            return;
        }
        if (lease.isToBeRenewed(now)) {
            keep(changes(), kept -> {});
        }
        if (now - nextDescription >= 0 && !describing && (fresh == null || fresh.isReading())) {
            describe();
        }
        Duration age = Duration.ofMillis(table.loop().millis() - evictedMillis());
        if (!stream.isEmpty() && age.compareTo(table.times().trust()) >= 0) {
            distrust("records were not evicted for " + table.times().trust().toHours() + " hours");
        }
    }

    /** All changes until then are evicted, also in shards that it has not heard of. */
    private long evictedMillis() {
        return Math.min(provenMillis(), describedMillis);
    }

    /** What the next leader may be told now: nothing while evictions are owed, which end with this node. */
    private Map<String, Optional<String>> changes() {
        long now = table.loop().nanos();
        return trusted && !table.owesEvictions()
                ? positions.changes(stream, evictedMillis(), now, table.times().overlap())
                : Map.of();
    }

    /**
     * Changes what is kept for the next leader.
     *
     * @param next is told whether it is changed
     */
    void keep(Map<String, Optional<String>> changes, Consumer<Boolean> next) {
        lease.keep(changes, (kept, failure) -> {
            if (!kept) {
                tellOf(failure);
            }
            next.accept(kept);
        });
    }

    private void describe() {
        describing = true;
        long asked = table.loop().millis();
        table.loop().on(descriptions.ask(), (described, failure) -> {
            describing = false;
            if (ended) {
                return;
            }
            if (described == null) {
                failed(failure, pause -> nextDescription = table.loop().nanos() + pause.toNanos());
                return;
            }
            failures = 0;
            nextDescription = table.loop().nanos() + table.times().description().toNanos();
            seen(described);
            describedMillis = asked;
        });
    }

    /** A description failed. Only somebody who changes the table or a policy can help against some failures. */
    void failed(@Nullable Throwable thrown, Consumer<Duration> again) {
        Throwable failure = thrown == null ? new IllegalStateException("no answer") : Failures.unwrapped(thrown);
        if (failure instanceof UnreadableStreamException) {
            owner.unreadable(String.valueOf(failure.getMessage()));
            return;
        }
        tellOf(failure);
        failures++;
        again.accept(table.times().retryAfter(failures));
    }

    private void seen(DescribedStream described) {
        if (stream.isEmpty()) {
            begin(described);
        } else if (!stream.equals(described.arn())) {
            distrust("the table has a new stream");
        } else if (fresh == null || fresh.isReading()) {
            goOn(described);
        }
    }

    private void begin(DescribedStream described) {
        if (!positions.areOf(
                described.arn(), table.loop().millis(), table.times().trust())) {
            distrust(positions.keptMillis() == 0 ? UNKNOWN : OUTDATED);
            return;
        }
        stream = described.arn();
        Map<String, String> kept = positions.keptShards();
        Set<String> listed = described.ids();
        if (kept.entrySet().stream()
                .anyMatch(shard ->
                        !listed.contains(shard.getKey()) && !shard.getValue().equals(StreamPositions.END))) {
            distrust(REMOVED);
            return;
        }
        trusted = true;
        long until = positions.keptMillis();
        for (String shard : listed) {
            String position = kept.getOrDefault(shard, StreamPositions.NONE);
            positions.begin(shard, position);
            if (position.equals(StreamPositions.END)) {
                shards.addDone(shard);
            } else {
                read(shard, position.isEmpty() ? From.OLDEST : From.after(position), until, () -> {});
            }
        }
    }

    private void goOn(DescribedStream described) {
        Set<String> listed = described.ids();
        if (!shards.areLeftIn(listed)) {
            distrust(REMOVED);
            return;
        }
        shards.forgetOthersThan(listed).forEach(positions::forget);
        for (Shard shard : described.shards()) {
            if (!shards.knows(shard.shardId())) {
                positions.begin(shard.shardId(), StreamPositions.NONE);
                read(shard.shardId(), From.OLDEST, describedMillis, () -> {});
            }
        }
    }

    /** Reads a shard. */
    void read(String shard, From from, long provenMillis, Runnable begun) {
        ShardReads read = new ShardReads(this, stream, shard, from, provenMillis);
        shards.add(shard, read);
        read.begin(begun);
    }

    /** A shard is at its end, and nothing of it has to be read. */
    void isDone(String shard) {
        positions.begin(shard, StreamPositions.END);
        shards.addDone(shard);
    }

    /** Reads another stream, none of whose shards is read so far. */
    void follow(String otherStream) {
        stream = otherStream;
        describedMillis = table.loop().millis();
        positions.forgetAll();
    }

    /** It is not known which records were missed: everything begins anew. */
    void distrust(String reason) {
        log.info(
                "The stream of table '{}' is read from now on, and all keys of its caches are evicted once, because {}.",
                table.name(),
                reason);
        trusted = false;
        stream = "";
        shards.stop();
        if (fresh != null) {
            fresh.stop();
        }
        fresh = new FreshStart(this);
        fresh.begin();
    }

    /** What was missed is evicted, so the next leader may trust the positions. */
    void trust() {
        trusted = true;
        fresh = null;
        lease.renewSoon();
    }

    /** Asks for the shards soon, because one has ended or is gone. */
    void lookSoon() {
        long soon = table.loop().nanos() + SOON.toNanos();
        nextDescription = soon - nextDescription < 0 ? soon : nextDescription;
    }

    void tellOf(@Nullable Throwable failure) {
        owner.tellOf(failure);
    }

    void after(Duration delay, Runnable task) {
        table.loop().schedule(delay, () -> {
            if (!ended) {
                task.run();
            }
        });
    }

    /** Reads nothing any more. */
    void end() {
        ended = true;
        lease.end();
        shards.stop();
        if (fresh != null) {
            fresh.stop();
        }
    }

    /** Ends, and lets another node lead at once. */
    CompletableFuture<Boolean> giveBack() {
        Map<String, Optional<String>> changes = changes();
        end();
        return lease.giveBack(changes);
    }
}
