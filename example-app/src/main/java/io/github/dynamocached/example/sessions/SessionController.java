package io.github.dynamocached.example.sessions;

import io.github.dynamocached.DynamoCaches;
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

    private static final int TURNS = 10;

    private final SessionRepository sessions;
    private final DynamoCaches caches;

    SessionController(SessionRepository sessions, DynamoCaches caches) {
        this.caches = caches;
        this.sessions = sessions;
    }

    @GetMapping("/{id}/context")
    SessionContext context(
            @PathVariable String id, @RequestParam(defaultValue = "" + TURNS) @Min(1) @Max(100) int turns) {
        Session session = sessions.findById(id).orElseThrow(() -> unknown(id));
        return new SessionContext(session, sessions.newestSummary(id).orElse(null), sessions.lastTurns(id, turns));
    }

    @PostMapping("/{id}/turns")
    @ResponseStatus(HttpStatus.CREATED)
    Turn addTurn(@PathVariable String id, @Valid @RequestBody NewTurn turn) {
        return sessions.addTurn(id, turn.role(), turn.text()).orElseThrow(() -> unknown(id));
    }

    /**
     * Loads the contexts of sessions that agents are about to open, at a limited rate. Returns when all of them are cached.
     */
    @PostMapping("/warm-up")
    WarmUpResult warmUp(@Valid @RequestBody ActiveSessions active) throws InterruptedException {
        return caches.warmUp(active.ids())
                .loadsPerSecond(active.perSecond())
                .start(id -> context(id, TURNS))
                .await();
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

    private static NotFoundException unknown(String id) {
        return new NotFoundException("There is no session " + id + ".");
    }

    /** What a client may add to a session. */
    record NewTurn(
            @NotBlank @Pattern(regexp = "customer|agent|assistant")
            String role,

            @NotBlank @Size(max = 20_000) String text) {}
}
