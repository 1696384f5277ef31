using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using UrbanGrid.Hub.Store;
using UrbanGrid.Hub.Tests.Support;

namespace UrbanGrid.Hub.Tests.Identity;

[Collection(nameof(OneHub))]
public sealed class LockoutTests(HubUnderTest hub)
{
    private const string User = "handler1";

    [Fact]
    public async Task Ten_failures_lock_the_account_wherever_they_came_from_even_for_the_right_password()
    {
        try
        {
            foreach (var from in new[] { "127.0.0.2", "127.0.0.3" })
            {
                using var guesser = HubClient.From(IPAddress.Parse(from), hub.Address);
                for (var i = 0; i < 5; i++)
                {
                    await guesser.PostAsync("/session", new { user = User, password = "wrong" }, HttpStatusCode.Unauthorized);
                }
            }

            using var owner = HubClient.From(IPAddress.Parse("127.0.0.4"), hub.Address);
            var password = hub.Credentials.Users.Single(u => u.User == User).Password;
            var answer = await owner.Http.PostAsJsonAsync("/api/v1/session", new { user = User, password });
            Assert.Equal("too_many_attempts", (string?)(await owner.ReadAsync(answer, HttpStatusCode.TooManyRequests))["code"]);
            Assert.InRange(answer.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
        }
        finally
        {
            using var scope = hub.Services.CreateScope();
            var users = scope.ServiceProvider.GetRequiredService<UserManager<HubUser>>();
            await users.SetLockoutEndDateAsync((await users.FindByNameAsync(User))!, null);
        }
    }
}
