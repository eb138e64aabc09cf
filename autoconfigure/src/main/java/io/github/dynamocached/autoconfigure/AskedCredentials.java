package io.github.dynamocached.autoconfigure;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import javax.security.auth.login.CredentialException;
import org.jspecify.annotations.Nullable;
import org.redisson.client.NettyHook;
import org.redisson.client.RedisClient;
import org.redisson.client.RedisClientConfig;
import org.redisson.client.RedisConnection;
import org.redisson.config.Config;
import org.redisson.config.CredentialsResolver;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Node;

/**
 * Asks for the current credentials before each connect, on a thread that may block.
 *
 * <p>Sentinels may have their own credentials. Redisson asks one resolver for both kinds of servers, and the resolver cannot
 * tell them apart. The client of each server knows the password that it began with, which tells them apart here. A sentinel that
 * had no password at the beginning never receives one.
 */
final class AskedCredentials implements NettyHook {

    private final PresentCredentials ofData;
    private final @Nullable PresentCredentials ofSentinels;
    private final Set<Node> sentinels;

    /**
     * Credentials of the data servers, and of sentinels if there are any.
     *
     * @param ofSentinels null without sentinels
     * @param sentinels the configured sentinels
     */
    AskedCredentials(PresentCredentials ofData, @Nullable PresentCredentials ofSentinels, Set<Node> sentinels) {
        this.ofData = ofData;
        this.ofSentinels = ofSentinels;
        this.sentinels = sentinels;
    }

    void addTo(Config config) {
        config.setNettyHook(this);
        if (ofSentinels == null) {
            config.setCredentialsResolver(ofData);
        }
    }

    @Override
    public void afterBoostrapInitialization(Bootstrap bootstrap) {}

    @Override
    public void afterChannelInitialization(Channel channel) {
        channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void connect(
                    ChannelHandlerContext context, SocketAddress server, SocketAddress local, ChannelPromise promise) {
                choose(RedisConnection.getFrom(channel).getRedisClient());
                CompletableFuture<Void> unused = ask().whenCompleteAsync(
                                (asked, failure) -> {
                                    if (failure == null) {
                                        var unusedConnect = context.connect(server, local, promise);
                                    } else {
                                        promise.tryFailure(untold(failure));
                                    }
                                },
                                context.executor());
            }
        });
    }

    private CompletableFuture<Void> ask() {
        return ofSentinels == null ? ofData.ask() : CompletableFuture.allOf(ofData.ask(), ofSentinels.ask());
    }

    private static CredentialException untold(Throwable failure) {
        CredentialException untold = new CredentialException("The application did not provide the credentials");
        untold.initCause(failure instanceof CompletionException ? failure.getCause() : failure);
        return untold;
    }

    private void choose(RedisClient client) {
        RedisClientConfig config = client.getConfig();
        CredentialsResolver chosen = config.getCredentialsResolver();
        String password = config.getPassword();
        if (ofSentinels != null && password != null && chosen != ofData && chosen != ofSentinels) {
            config.setCredentialsResolver(
                    ofSentinels.beganWith(password) && (!ofData.beganWith(password) || isNamed(client.getAddr()))
                            ? ofSentinels
                            : ofData);
        }
    }

    private boolean isNamed(InetSocketAddress server) {
        return sentinels.contains(new Node(server.getHostString(), server.getPort()))
                || sentinels.contains(new Node(server.getAddress().getHostAddress(), server.getPort()));
    }
}
