using System.Text;
using Microsoft.AspNetCore.Identity;
using UrbanGrid.Hub.Identity;
using UrbanGrid.Hub.Store;

namespace UrbanGrid.Hub.Setup;

/// <summary>Creates the people of a city, or the first administrator.</summary>
public sealed class PeopleSetup(IServiceScopeFactory scopes, ILogger<PeopleSetup> logger)
{
    private static readonly CityUser FirstAdmin = new("admin", "系统管理员", "Administrator", RoleKey.Admin, null);

    /// <summary>
    /// Creates whoever is missing, with the password the file has for them or a new one, which is in the file before the
    /// person exists. A person who exists is left alone, but in a demo gets a new password if the file has none.
    /// </summary>
    public async Task<Credentials> CreateAsync(
        IReadOnlyList<CityUser> people, Credentials known, string path, bool demo, CancellationToken cancellationToken)
    {
        using var scope = scopes.CreateScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<HubUser>>();
        await CreateRolesAsync(scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>());
        var passwords = known.Users.ToDictionary(u => u.User, u => u.Password);
        List<(CityUser Person, HubUser? Existing, string Password)> due = [];
        foreach (var person in people)
        {
            var existing = await users.FindByNameAsync(person.Login);
            if (existing is null || (demo && !passwords.ContainsKey(person.Login)))
            {
                due.Add((person, existing, passwords.GetValueOrDefault(person.Login) ?? Credentials.NewPassword()));
            }
        }

        if (due.Count == 0)
        {
            return known;
        }

        due.ForEach(d => passwords[d.Person.Login] = d.Password);
        var credentials = known with
        {
            Users = [.. people.Where(p => passwords.ContainsKey(p.Login)).Select(p => new UserCredential(p.Login, passwords[p.Login], p.Role))],
        };
        await credentials.WriteAsync(path, cancellationToken);

        // A hash takes a good part of a second on purpose; all cores share the work.
        var hashes = await Task.WhenAll(due.Select(d => Task.Run(() => users.PasswordHasher.HashPassword(NewUser(d.Person), d.Password), cancellationToken)));
        for (var i = 0; i < due.Count; i++)
        {
            await StoreAsync(users, due[i].Person, due[i].Existing, hashes[i]);
        }

        logger.LogInformation("Created or renewed {Count} sign-ins; they are in {File}", due.Count, path);
        return credentials;
    }

    /// <summary>Creates an administrator if there is nobody yet, and writes the password to a file.</summary>
    public async Task CreateFirstAdminAsync(string path, CancellationToken cancellationToken)
    {
        using var scope = scopes.CreateScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<HubUser>>();
        if (users.Users.Any())
        {
            return;
        }

        await CreateRolesAsync(scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>());
        var password = Credentials.NewPassword();
        await Credentials.WritePrivateAsync(path, Encoding.UTF8.GetBytes(password + "\n"), cancellationToken);
        await StoreAsync(users, FirstAdmin, null, users.PasswordHasher.HashPassword(NewUser(FirstAdmin), password));
        logger.LogInformation("Created the user 'admin'; the password is in {File}", path);
    }

    private static async Task CreateRolesAsync(RoleManager<IdentityRole> roles)
    {
        foreach (var role in RoleKey.All)
        {
            if (!await roles.RoleExistsAsync(role))
            {
                Require(await roles.CreateAsync(new IdentityRole(role)));
            }
        }
    }

    private static async Task StoreAsync(UserManager<HubUser> users, CityUser person, HubUser? existing, string hash)
    {
        if (existing is not null)
        {
            existing.PasswordHash = hash;
            Require(await users.UpdateSecurityStampAsync(existing));
            return;
        }

        var user = NewUser(person);
        user.PasswordHash = hash;
        Require(await users.CreateAsync(user));
        Require(await users.AddToRoleAsync(user, person.Role));
    }

    private static HubUser NewUser(CityUser person) => new()
    {
        UserName = person.Login, NameZh = person.NameZh, NameEn = person.NameEn, Department = person.Department, LockoutEnabled = true,
    };

    private static void Require(IdentityResult result)
    {
        if (!result.Succeeded)
        {
            throw new InvalidDataException(string.Join(" ", result.Errors.Select(e => e.Description)));
        }
    }
}
