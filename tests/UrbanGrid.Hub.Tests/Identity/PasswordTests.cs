using System.Net;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Identity;

[Collection(nameof(OneHub))]
public sealed class PasswordTests(HubUnderTest hub)
{
    [Fact]
    public async Task A_new_password_replaces_the_old_one_and_ends_the_other_sessions()
    {
        var known = hub.Credentials.Users.First(u => u.Role == "evaluator");
        const string Next = "correct horse battery";
        using var elsewhere = await hub.SignInAsync("evaluator");
        using var client = await hub.SignInAsync("evaluator");
        await client.PostAsync("/session/password", new { current = known.Password, next = Next }, HttpStatusCode.NoContent);
        await client.GetAsync("/session");
        await elsewhere.GetAsync("/session", HttpStatusCode.Unauthorized);
        using var old = HubClient.Anonymous(hub.Address);
        await old.PostAsync("/session", new { user = known.User, password = known.Password }, HttpStatusCode.Unauthorized);
        using var again = await HubClient.SignInAsync(hub.Address, known.User, Next);
        await again.PostAsync("/session/password", new { current = Next, next = known.Password }, HttpStatusCode.NoContent);
    }

    [Theory]
    [InlineData("not the password", "long enough it is", "wrong_current_password", "当前密码不正确", "current password is wrong")]
    [InlineData(null, "eleven char", "password_length", "12", "12 to 256 characters")]
    [InlineData(null, null, "same_password", "相同", "is the current one")]
    public async Task A_change_that_may_not_be_says_what_to_do_in_both_languages(string? current, string? next, string code, string zh, string en)
    {
        var known = hub.Credentials.Users.First(u => u.Role == "evaluator");
        using var client = await hub.SignInAsync("evaluator");
        var body = new { current = current ?? known.Password, next = next ?? known.Password };
        var chinese = await client.PostAsync("/session/password", body, HttpStatusCode.UnprocessableEntity);
        client.Http.DefaultRequestHeaders.Add("Accept-Language", "en");
        var english = await client.PostAsync("/session/password", body, HttpStatusCode.UnprocessableEntity);
        Assert.Equal((code, code), ((string?)chinese["code"], (string?)english["code"]));
        Assert.Contains(zh, (string)chinese["detail"]!, StringComparison.Ordinal);
        Assert.Contains(en, (string)english["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_system_token_has_no_password_to_change()
    {
        using var admin = await hub.SignInAsync("admin");
        var issued = await admin.PostAsync("/system-tokens", new { name = "no-password", roles = new[] { "leader" } });
        using var system = HubClient.Anonymous(hub.Address);
        system.Http.DefaultRequestHeaders.Add("Authorization", $"Bearer {(string)issued["token"]!}");
        await system.PostAsync("/session/password", new { current = "x", next = "long enough it is" }, HttpStatusCode.Unauthorized);
    }
}
