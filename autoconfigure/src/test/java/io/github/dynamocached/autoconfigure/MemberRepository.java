package io.github.dynamocached.autoconfigure;

import io.github.dynamocached.annotation.DynamoCached;
import io.github.dynamocached.annotation.DynamoEvict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbEnhancedClient;
import software.amazon.awssdk.enhanced.dynamodb.DynamoDbTable;
import software.amazon.awssdk.enhanced.dynamodb.Key;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;
import software.amazon.awssdk.enhanced.dynamodb.mapper.annotations.DynamoDbAttribute;

/** A repository over a real table that notes its calls. */
class MemberRepository {

    /** What a page shows of a member. */
    record Card(
            @Nullable String name,
            @DynamoDbAttribute("e-mail") @Nullable String email,
            @Nullable Instant since) {}

    private final DynamoDbTable<Member> table;
    private final List<String> calls = new ArrayList<>();
    private volatile boolean away;

    MemberRepository(DynamoDbEnhancedClient client, String tableName) {
        this.table = client.table(tableName, TableSchema.fromBean(Member.class));
    }

    /** The table, for changes that the application does not see. */
    public DynamoDbTable<Member> table() {
        return table;
    }

    /** The calls that reached a method. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    private synchronized void note(String call) {
        calls.add(call);
    }

    /** Makes DynamoDB unreachable for the methods. */
    public void setAway(boolean away) {
        this.away = away;
    }

    private @Nullable Member load(String id) {
        if (away) {
            throw SdkClientException.create("away");
        }
        return table.getItem(Key.builder().partitionValue(id).build());
    }

    @DynamoCached(cache = "members", key = "#id")
    public Optional<Member> find(String id) {
        note("find");
        return Optional.ofNullable(load(id));
    }

    @DynamoCached(
            cache = "members",
            key = "#id",
            fields = {"name", "e-mail", "since"})
    public Optional<Card> card(String id) {
        note("card");
        return Optional.ofNullable(load(id))
                .map(member -> new Card(member.getName(), member.getEmail(), member.getSince()));
    }

    @DynamoCached(
            cache = "members",
            keys = "#ids",
            fields = {"name", "e-mail", "since"})
    public Map<String, Card> cards(Collection<String> ids) {
        note("cards " + ids);
        Map<String, Card> cards = new HashMap<>();
        ids.forEach(id -> Optional.ofNullable(load(id))
                .ifPresent(member -> cards.put(id, new Card(member.getName(), member.getEmail(), member.getSince()))));
        return cards;
    }

    @DynamoCached(cache = "members", key = "#list", variant = "'all'")
    public List<Member> all(String list) {
        note("all");
        return table.scan().items().stream().toList();
    }

    @DynamoEvict("members")
    public void save(Member member) {
        table.putItem(member);
    }
}
