package io.github.dynamocached.redis;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.redisson.api.RFuture;
import org.redisson.api.options.ObjectParams;
import org.redisson.client.RedisAskException;
import org.redisson.client.RedisMovedException;
import org.redisson.client.RedisRedirectException;
import org.redisson.client.codec.Codec;
import org.redisson.client.protocol.RedisCommand;
import org.redisson.command.CommandAsyncExecutor;
import org.redisson.command.CommandAsyncService;
import org.redisson.connection.NodeSource;
import org.redisson.connection.NodeSource.Redirect;
import org.redisson.misc.CompletableFutureWrapper;

/**
 * Sends commands within the {@link CommandWindow} of their primary, and follows the redirections of a cluster ({@code MOVED},
 * {@code ASK}) with a new command each.
 *
 * <p>Redisson reuses the command object for the other primary. The thread that wrote it may return its connection a moment
 * later, and then to the pool of the other primary, which does not know that connection. The first pool has lost it until the
 * client closes, and our pools have only one. So here no command object ever changes its primary. Other servers than those
 * of a cluster redirect nothing.
 */
class RedirectedCommands extends CommandAsyncService {

    private static final int MOST_REDIRECTIONS = 5;

    private final CommandWindows windows;
    private final boolean isCluster;

    RedirectedCommands(CommandAsyncExecutor executor, ObjectParams params, CommandWindows windows) {
        super(executor, params);
        this.windows = windows;
        this.isCluster = getServiceManager().getCfg().isClusterConfig();
    }

    @Override
    public <V, R> RFuture<R> async(
            boolean readOnlyMode,
            NodeSource source,
            Codec codec,
            RedisCommand<V> command,
            Object[] params,
            boolean ignoreRedirect,
            boolean noRetry) {
        if (ignoreRedirect || !isCluster) {
            return new CompletableFutureWrapper<>(windows.of(source)
                    .send(() -> super.<V, R>async(readOnlyMode, source, codec, command, params, ignoreRedirect, noRetry)
                            .toCompletableFuture()));
        }
        Followed<R> followed = new Followed<>(at -> windows.of(at)
                .send(() -> super.<V, R>async(readOnlyMode, at, codec, command, params, true, noRetry)
                        .toCompletableFuture()));
        followed.sendTo(source);
        return new CompletableFutureWrapper<>(followed);
    }

    /** The answer to a command, wherever it comes from in the end. */
    private final class Followed<R> extends LaterAnswer<R> {

        private final Function<NodeSource, CompletableFuture<R>> attempt;
        private int redirections;

        Followed(Function<NodeSource, CompletableFuture<R>> attempt) {
            this.attempt = attempt;
        }

        void sendTo(NodeSource node) {
            awaitAnswer(attempt.apply(node));
        }

        @Override
        public void accept(R answer, @Nullable Throwable failure) {
            if (failure instanceof RedisRedirectException redirection
                    && !isDone()
                    && redirections++ < MOST_REDIRECTIONS) {
                follow(redirection);
            } else {
                super.accept(answer, failure);
            }
        }

        private void follow(RedisRedirectException redirection) {
            CompletableFuture<Void> unused = CompletableFuture.completedFuture(redirection.getUrl())
                    .thenCompose(getServiceManager()::resolveIP)
                    .thenAccept(address -> sendTo(new NodeSource(redirection.getSlot(), address, kindOf(redirection))))
                    .exceptionally(failure -> {
                        completeExceptionally(failure);
                        return null;
                    });
        }
    }

    private static Redirect kindOf(RedisRedirectException redirection) {
        if (redirection instanceof RedisMovedException) {
            return Redirect.MOVED;
        }
        return redirection instanceof RedisAskException ? Redirect.ASK : Redirect.REDIRECT;
    }
}
