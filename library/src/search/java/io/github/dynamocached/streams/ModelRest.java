package io.github.dynamocached.streams;

import io.github.dynamocached.streams.ModelLeader.Phase;

/** What becomes of a world in which nothing more happens than that nodes finish their work. */
final class ModelRest {

    private static final int ENOUGH = 50;

    private final ModelWorld world;

    private ModelRest(ModelWorld world) {
        this.world = world;
    }

    /**
     * Whether the entry is stale in the end.
     *
     * @param allDie whether the nodes of now die, and another one goes on. Otherwise they go on themselves
     */
    static boolean isStale(ModelWorld now, boolean allDie) {
        ModelWorld world = now.copy();
        ModelRest rest = new ModelRest(world);
        if (allDie) {
            rest.die();
        } else {
            rest.repeat();
        }
        rest.finish();
        return world.entry != ModelWorld.ABSENT && world.entry != world.version;
    }

    private void die() {
        world.leaders[0].off();
        world.leaders[1].off();
        world.toRepeat = 0;
        world.leader = ModelWorld.ABSENT;
    }

    private void repeat() {
        for (int node = 0; node < 2; node++) {
            if (world.owes(node)) {
                world.evict(node);
            }
        }
        world.toRepeat = 0;
    }

    private void finish() {
        int node = Math.max(0, world.leader);
        ModelNode leader = new ModelNode(world, node);
        for (int i = 0; i < ENOUGH; i++) {
            if (world.leader != node || world.leaders[node].phase == Phase.OFF) {
                leader.lead();
            }
            step(leader, world.leaders[node]);
        }
    }

    private void step(ModelNode leader, ModelLeader state) {
        switch (state.phase) {
            case LEADS -> leader.decide();
            case REMOVED -> leader.describeFirst();
            case WAITED -> leader.sweep();
            case SWEPT -> world.minute();
            default -> follow(leader, state);
        }
    }

    private void follow(ModelNode leader, ModelLeader state) {
        for (int shard = 0; shard < ModelWorld.SHARDS; shard++) {
            if (leader.mayBeginShard(shard)) {
                leader.beginShard(shard);
                return;
            }
            if (state.unacknowledged[shard]) {
                leader.acknowledge(shard);
                return;
            }
            if (leader.mayRead(shard)) {
                leader.read(shard);
                return;
            }
        }
        if (leader.mayWait()) {
            leader.waitForHoldOff();
        } else if (leader.mayDescribe()) {
            leader.describe();
            if (leader.mayKeep()) {
                leader.keep();
            }
        }
    }
}
