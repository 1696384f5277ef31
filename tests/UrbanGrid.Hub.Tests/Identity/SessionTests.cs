using System.Net;
using System.Net.Http.Json;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Identity;

[Collection(nameof(OneHub))]
public sealed class SessionTests(HubUnderTest hub)
{
    [Fact]
    public async Task Signing_in_tells_who_one_is()
    {
        using var client = await hub.SignInAsync("department", "drainage");
        var session = await client.GetAsync("/session");
        Assert.Equal("drainage", (string?)session["user"]);
        Assert.Equal("department", (string?)session["roles"]![0]!["key"]);
        Assert.Equal("drainage", (string?)session["department"]!["key"]);
        Assert.NotEmpty((string)session["department"]!["name"]!["zh"]!);
    }

    [Theory]
    [InlineData("zh-CN", "用户名或密码不正确")]
    [InlineData("en-GB,en;q=0.9", "The user name or the password is wrong")]
    public async Task A_wrong_password_is_refused_in_the_readers_language(string language, string words)
    {
        using var client = HubClient.Anonymous(hub.Address);
        client.Http.DefaultRequestHeaders.Add("Accept-Language", language);
        var user = $"nobody-{language.Length}";
        var problem = await client.PostAsync("/session", new { user, password = "wrong" }, HttpStatusCode.Unauthorized);
        Assert.Equal("bad_credentials", (string?)problem["code"]);
        Assert.Contains(words, (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guessing_is_slowed_down_and_told_how_long_to_wait()
    {
        using var client = HubClient.Anonymous(hub.Address);
        var guess = new { user = "handler2", password = "wrong" };
        for (var i = 0; i < 5; i++)
        {
            await client.PostAsync("/session", guess, HttpStatusCode.Unauthorized);
        }

        var response = await client.Http.PostAsJsonAsync("/api/v1/session", guess);
        Assert.Equal("too_many_attempts", (string?)(await client.ReadAsync(response, HttpStatusCode.TooManyRequests))["code"]);
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
    }

    [Fact]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_other_sites()
    {
        using var client = HubClient.Anonymous(hub.Address);
        var known = hub.Credentials.Users.First(u => u.Role == "evaluator");
        var response = await client.Http.PostAsJsonAsync("/api/v1/session", new { user = known.User, password = known.Password });
        var cookie = Assert.Single(response.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=strict", cookie, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Without_a_session_nothing_is_told()
    {
        using var client = HubClient.Anonymous(hub.Address);
        foreach (var path in new[] { "/session", "/devices", "/incidents", "/cases", "/stream", "/evidence/00", "/cameras/cam-01/snapshot.jpg" })
        {
            Assert.Equal("not_signed_in", (string?)(await client.GetAsync(path, HttpStatusCode.Unauthorized))["code"]);
        }
    }

    [Fact]
    public async Task A_write_without_the_sessions_token_is_refused()
    {
        using var client = await hub.SignInAsync("admin");
        client.Http.DefaultRequestHeaders.Remove("X-CSRF-Token");
        var problem = await client.PostAsync("/devices", new { id = "x" }, HttpStatusCode.Forbidden);
        Assert.Equal("csrf_required", (string?)problem["code"]);
    }

    [Fact]
    public async Task After_signing_out_the_session_is_over()
    {
        using var client = await hub.SignInAsync("leader");
        await client.SendAsync(HttpMethod.Delete, "/session", JsonContent.Create(new { }), HttpStatusCode.NoContent);
        await client.GetAsync("/session", HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("collector", "POST", "/devices")]
    [InlineData("acceptor", "GET", "/users")]
    [InlineData("dispatcher", "POST", "/incidents/1/confirm")]
    [InlineData("leader", "POST", "/incidents/1/reject")]
    [InlineData("handler", "PUT", "/cameras/cam-01/zones")]
    [InlineData("department", "POST", "/cases")]
    public async Task The_wrong_role_is_refused_and_told_which_is_right(string role, string method, string path)
    {
        using var client = await hub.SignInAsync(role);
        var problem = await client.SendAsync(new HttpMethod(method), path, JsonContent.Create(new { }), HttpStatusCode.Forbidden);
        Assert.Equal("wrong_role", (string?)problem["code"]);
        Assert.Contains("需要角色", (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_system_signs_in_with_a_token_that_can_be_taken_back()
    {
        using var admin = await hub.SignInAsync("admin");
        var issued = await admin.PostAsync("/system-tokens", new { name = "dashboard", roles = new[] { "leader" } });
        using var system = HubClient.Anonymous(hub.Address);
        system.Http.DefaultRequestHeaders.Add("Authorization", $"Bearer {(string)issued["token"]!}");
        await system.GetAsync("/devices");
        await system.GetAsync("/users", HttpStatusCode.Forbidden);
        await admin.SendAsync(HttpMethod.Delete, "/system-tokens/dashboard", JsonContent.Create(new { }), HttpStatusCode.NoContent);
        await system.GetAsync("/devices", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Every_answer_tells_the_browser_what_it_may_do()
    {
        using var client = HubClient.Anonymous(hub.Address);
        var headers = (await client.Http.GetAsync("/healthz/live")).Headers;
        Assert.Contains("frame-ancestors 'none'", string.Join(' ', headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(headers.GetValues("X-Content-Type-Options")));
    }
}
