package io.github.dynamocached.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CommandWindowTests {

    private final CommandWindow window = new CommandWindow();
    private final List<CompletableFuture<String>> sent = new ArrayList<>();
    private final List<CompletableFuture<String>> answers = new ArrayList<>();

    private CompletableFuture<String> send() {
        CompletableFuture<String> answer = window.send(() -> {
            CompletableFuture<String> command = new CompletableFuture<>();
            sent.add(command);
            return command;
        });
        answers.add(answer);
        return answer;
    }

    private void fill() {
        IntStream.range(0, CommandWindow.MOST)
                .forEach(command -> assertThat(send()).isNotDone());
        assertThat(sent).hasSize(CommandWindow.MOST);
    }

    @Test
    void commandBeyondTheLimitIsSentAfterAnAnswer() {
        fill();
        CompletableFuture<String> late = send();
        assertThat(sent).hasSize(CommandWindow.MOST);
        sent.get(7).complete("an answer");
        assertThat(answers.get(7)).isCompletedWithValue("an answer");
        assertThat(sent).hasSize(CommandWindow.MOST + 1);
        assertThat(late).isNotDone();
        sent.get(CommandWindow.MOST).complete("the late answer");
        assertThat(late).isCompletedWithValue("the late answer");
    }

    @Test
    void commandsWaitInTheirOrder() {
        fill();
        CompletableFuture<String> first = send();
        CompletableFuture<String> second = send();
        sent.get(0).complete("");
        sent.get(1).completeExceptionally(new IllegalStateException("refused"));
        sent.get(CommandWindow.MOST).complete("first");
        sent.get(CommandWindow.MOST + 1).complete("second");
        assertThat(first).isCompletedWithValue("first");
        assertThat(second).isCompletedWithValue("second");
    }

    @Test
    void commandThatIsGivenUpWhileItWaitsIsNeverSent() {
        fill();
        send().cancel(false);
        CompletableFuture<String> next = send();
        sent.get(0).complete("");
        sent.get(CommandWindow.MOST).complete("next");
        assertThat(next).isCompletedWithValue("next");
        assertThat(sent).hasSize(CommandWindow.MOST + 1);
    }

    @Test
    void commandIsGivenUpAfterItHasWaited() {
        fill();
        CompletableFuture<String> late = send();
        sent.get(0).complete("");
        late.cancel(false);
        assertThat(sent.get(CommandWindow.MOST)).isCancelled();
    }

    @Test
    void placeOfEveryEndedCommandIsFreeAgain() {
        fill();
        sent.forEach(command -> command.complete(""));
        sent.clear();
        fill();
        assertThat(send()).isNotDone();
        assertThat(sent).hasSize(CommandWindow.MOST);
    }

    @Test
    void commandsThatAreRefusedOneAfterAnotherDoNotNest() {
        fill();
        List<CompletableFuture<String>> refused = IntStream.range(0, 100_000)
                .mapToObj(command -> window.<String>send(() -> {
                    throw new IllegalStateException("shut down");
                }))
                .toList();
        sent.get(0).complete("");
        assertThat(refused).allMatch(CompletableFuture::isCompletedExceptionally);
        assertThat(send()).isNotDone();
        assertThat(sent).hasSize(CommandWindow.MOST + 1);
    }
}
