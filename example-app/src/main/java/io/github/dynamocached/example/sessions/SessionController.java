package io.github.dynamocached.example.sessions;

import io.github.dynamocached.WarmUpResult;
import io.github.dynamocached.example.answers.NotFoundException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/sessions")
class SessionController {

    private final SessionRepository sessions;
    private final SessionContexts contexts;

    SessionController(SessionRepository sessions, SessionContexts contexts) {
        this.sessions = sessions;
        this.contexts = contexts;
    }

    @GetMapping("/{id}/context")
    SessionContext context(
            @PathVariable String id,
            @RequestParam(defaultValue = "" + SessionContexts.TURNS) @Min(1) @Max(100) int turns) {
        return contexts.read(id, turns);
    }

    @PostMapping("/{id}/turns")
    @ResponseStatus(HttpStatus.CREATED)
    Turn addTurn(@PathVariable String id, @Valid @RequestBody NewTurn turn) {
        return sessions.addTurn(id, turn.role(), null, turn.text())
                .orElseThrow(() -> new NotFoundException("There is no session " + id + "."));
    }

    /**
     * Loads the contexts of sessions that agents are about to open, at a limited rate. Returns when all of them are cached.
     */
    @PostMapping("/warm-up")
    WarmUpResult warmUp(@Valid @RequestBody ActiveSessions active) throws InterruptedException {
        return contexts.warmUp(active.ids(), active.perSecond()).await();
    }

    /**
     * The sessions that agents are about to open.
     *
     * @param ids their ids
     * @param perSecond the highest number of loads in a second
     */
    record ActiveSessions(
            @NotEmpty @Size(max = 1_000) List<@NotBlank String> ids,

            @Min(1) @Max(1_000) int perSecond) {}

    /** What a client may add to a session. */
    record NewTurn(
            @NotBlank @Pattern(regexp = "customer|agent|assistant")
            String role,

            @NotBlank @Size(max = 20_000) String text) {}
}
