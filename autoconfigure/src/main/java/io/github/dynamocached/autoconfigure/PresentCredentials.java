package io.github.dynamocached.autoconfigure;

import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.redisson.config.Credentials;
import org.redisson.config.CredentialsResolver;

/**
 * A user and a password that are asked for before each connect, because they may change. As long as they are the first ones,
 * those in the configuration apply, which a customizer may have set.
 */
final class PresentCredentials implements CredentialsResolver {

    private final Supplier<Credentials> source;
    private final Credentials first;
    private volatile Credentials now;

    /** @param source asked now, and later on threads that may block */
    PresentCredentials(Supplier<Credentials> source) {
        this.source = source;
        this.first = source.get();
        this.now = first;
    }

    /** Asks for them again. */
    CompletableFuture<Void> ask() {
        return CompletableFuture.runAsync(() -> now = source.get());
    }

    /** Answers at once. Redisson would not wait for a later answer before it sends its first commands. */
    @Override
    public CompletionStage<Credentials> resolve(InetSocketAddress server) {
        Credentials present = now;
        boolean isFirst = Objects.equals(present.getUsername(), first.getUsername())
                && Objects.equals(present.getPassword(), first.getPassword());
        return CompletableFuture.completedStage(isFirst ? new Credentials() : present);
    }

    static Credentials of(@Nullable String user, @Nullable String password) {
        return new Credentials(user(user), password);
    }

    /** A URL with only a password gives an empty user, which Redis does not know. */
    static @Nullable String user(@Nullable String user) {
        return user == null || user.isEmpty() ? null : user;
    }

    /** Whether this is the first password. */
    boolean beganWith(String password) {
        return password.equals(first.getPassword());
    }
}
