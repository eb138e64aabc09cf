package io.github.dynamocached.example.users;

import io.github.dynamocached.example.answers.NotFoundException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.PastOrPresent;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/users")
class UserController {

    private final UserRepository users;

    UserController(UserRepository users) {
        this.users = users;
    }

    /** Returns the existing users in the order of the given ids. A repeated id returns its user again. */
    @GetMapping(params = "ids")
    List<User> getAll(@RequestParam @Size(max = 100) List<String> ids) {
        Map<String, User> found = users.findAllById(ids);
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    @GetMapping("/{id}")
    User get(@PathVariable String id) {
        return users.findById(id).orElseThrow(() -> new NotFoundException("There is no user " + id + "."));
    }

    @GetMapping("/{id}/card")
    UserCard card(@PathVariable String id) {
        return users.findCard(id).orElseThrow(() -> new NotFoundException("There is no user " + id + "."));
    }

    @PutMapping("/{id}")
    User put(@PathVariable String id, @Valid @RequestBody Profile profile) {
        User user = profile.of(id);
        users.save(user);
        return user;
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable String id) {
        users.delete(id);
    }

    /** The data of a user that a client may set. */
    record Profile(
            @NotBlank String name,
            @NotBlank @Email String email,
            @NotBlank String plan,
            @NotNull @PastOrPresent LocalDate since) {

        User of(String id) {
            User user = new User();
            user.setId(id);
            user.setName(name);
            user.setEmail(email);
            user.setPlan(plan);
            user.setSince(since);
            return user;
        }
    }
}
