package io.github.dynamocached.streams;

import io.github.dynamocached.streams.ModelBudget.Event;
import io.github.dynamocached.streams.ModelLeader.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What may happen next in a world. */
final class ModelSteps {

    /** One step, which changes a world. */
    record Step(String name, Consumer<ModelWorld> change) {}

    private final ModelWorld world;
    private final List<Step> steps = new ArrayList<>();

    private ModelSteps(ModelWorld world) {
        this.world = world;
    }

    static List<Step> of(ModelWorld world) {
        ModelSteps all = new ModelSteps(world);
        all.addEvents();
        all.addTime();
        for (int node = 0; node < 2; node++) {
            all.addNode(node);
        }
        return all.steps;
    }

    private void event(Event event, boolean possible, String name, Consumer<ModelWorld> change) {
        if (possible && world.left.allows(event)) {
            steps.add(new Step(name, next -> {
                next.left.spend(event);
                change.accept(next);
            }));
        }
    }

    private void addEvents() {
        event(Event.WRITE, true, "a foreign write", next -> {
            next.version++;
            next.lagging = true;
            next.lagIsHeldOff = false;
            next.open().records++;
        });
        boolean misses = world.entry == ModelWorld.ABSENT && !world.holdOff;
        event(Event.LOAD, misses, "a load", next -> next.entry = next.version);
        event(Event.LOAD, misses && world.lagging, "a load of the old item", next -> next.entry = next.version - 1);
        event(Event.SPLIT, world.stream == 0 && !world.shards[0].closed, "the shard splits", next -> {
            next.shards[0].closed = true;
            next.shards[1].listed = true;
        });
        event(Event.FLUSH, true, "Redis is flushed", ModelSteps::flush);
        event(Event.FAILOVER, world.lost != ModelWorld.ABSENT, "Redis fails over and loses an eviction", next -> {
            next.entry = next.lost;
            next.holdOff = false;
            next.lagIsHeldOff = false;
            next.lost = ModelWorld.ABSENT;
            next.toRepeat = next.repeaters;
        });
        event(Event.DAY, true, "a day passes", ModelSteps::day);
        for (int i = 0; i < ModelWorld.SHARDS; i++) {
            int shard = i;
            event(Event.TRIM, isKnown(shard), "shard " + shard + " is trimmed early", next -> trim(next.shards[shard]));
        }
        event(Event.NEW_STREAM, world.stream == 0, "the table gets a new stream", next -> {
            next.stream = 1;
            next.shards[0].listed = false;
            next.shards[1].listed = false;
            next.shards[2].listed = true;
        });
        event(
                Event.END_OF_LEASE,
                world.leader != ModelWorld.ABSENT,
                "the lease ends",
                next -> next.leader = ModelWorld.ABSENT);
    }

    private static void flush(ModelWorld next) {
        next.entry = ModelWorld.ABSENT;
        next.holdOff = false;
        next.lagIsHeldOff = false;
        next.lost = ModelWorld.ABSENT;
        next.repeaters = 0;
        next.kept.clear();
        next.leader = ModelWorld.ABSENT;
    }

    /** All that is young is over, and the records of before are gone. Nobody has done anything meanwhile. */
    private static void day(ModelWorld next) {
        next.minute();
        next.lagging = false;
        next.kept.old = next.kept.exists;
        for (ModelLeader leader : next.leaders) {
            leader.got.old = leader.got.exists;
            leader.isLate = leader.phase != Phase.OFF;
        }
        for (ModelShard shard : next.shards) {
            trim(shard);
        }
    }

    private static void trim(ModelShard shard) {
        shard.trimmed = shard.records;
        shard.listed = shard.listed && !shard.closed;
    }

    /** Whether the next reader of a shard knows where the last one was, so that trimmed records are noticed. */
    private boolean isKnown(int shard) {
        boolean known = !world.kept.exists || world.kept.positions[shard] >= 0;
        for (ModelLeader leader : world.leaders) {
            known &= leader.phase == Phase.OFF || leader.settled[shard] >= 0;
        }
        return known && world.shards[shard].listed && world.shards[shard].trimmed < world.shards[shard].records;
    }

    private void addTime() {
        boolean isYoung = world.lost != ModelWorld.ABSENT;
        for (ModelLeader leader : world.leaders) {
            isYoung |= leader.phase == Phase.SWEPT;
            for (int i = 0; i < ModelWorld.SHARDS; i++) {
                isYoung |= leader.next[i] != ModelLeader.NOT_READ && world.settledOf(leader, i) != leader.settled[i];
            }
        }
        boolean isOwed = world.toRepeat != 0;
        if (isYoung && !isOwed) {
            steps.add(new Step("a minute passes", ModelWorld::minute));
        }
        event(Event.SILENCE, isOwed, "the primary of the entry answers nobody for a minute", ModelWorld::minute);
        if (world.holdOff) {
            steps.add(new Step("the hold-off ends", ModelWorld::holdOffEnds));
        }
    }

    private void addNode(int node) {
        ModelLeader leader = world.leaders[node];
        ModelNode now = new ModelNode(world, node);
        String name = node == 0 ? "A " : "B ";
        event(Event.DEATH, leader.phase != Phase.OFF || world.owes(node), name + "dies", next -> {
            next.leaders[node].off();
            next.repeaters &= ~(1 << node);
            next.toRepeat &= ~(1 << node);
        });
        if (world.owes(node)) {
            steps.add(new Step(name + "repeats the lost eviction", next -> {
                next.toRepeat &= ~(1 << node);
                next.evict(node);
            }));
        }
        step(node, leader.phase == Phase.OFF && mayLead(node), name + "leads", ModelNode::lead);
        step(node, leader.phase == Phase.LEADS, name + "looks at what is kept", ModelNode::decide);
        step(node, leader.phase == Phase.REMOVED, name + "describes the stream", ModelNode::describeFirst);
        step(node, now.mayWait(), name + "waits for the hold-off", ModelNode::waitForHoldOff);
        step(node, leader.phase == Phase.WAITED, name + "evicts every key", ModelNode::sweep);
        step(node, now.mayKeep(), name + "keeps positions", ModelNode::keep);
        step(node, now.mayDescribe(), name + "describes again", ModelNode::describe);
        for (int i = 0; i < ModelWorld.SHARDS; i++) {
            int shard = i;
            String of = " shard " + shard;
            step(node, now.mayBeginShard(shard), name + "begins" + of, acting -> acting.beginShard(shard));
            step(node, now.mayRead(shard), name + "reads" + of, acting -> acting.read(shard));
            step(
                    node,
                    leader.unacknowledged[shard],
                    name + "evicts what it read of" + of,
                    acting -> acting.acknowledge(shard));
            event(
                    Event.EXPIRY,
                    leader.reads(shard) && !leader.expired[shard] && !leader.unacknowledged[shard],
                    name + "has an expired iterator of" + of,
                    next -> next.leaders[node].expired[shard] = true);
        }
    }

    /** Only one node leads at a time, as long as its lease lasts. */
    private boolean mayLead(int node) {
        return world.leader == ModelWorld.ABSENT || world.leader == node;
    }

    private void step(int node, boolean possible, String name, Consumer<ModelNode> act) {
        if (possible) {
            steps.add(new Step(name, next -> act.accept(new ModelNode(next, node))));
        }
    }
}
