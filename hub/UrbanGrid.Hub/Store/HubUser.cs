using Microsoft.AspNetCore.Identity;
using UrbanGrid.Casework;

namespace UrbanGrid.Hub.Store;

/// <summary>A person who signs in.</summary>
public sealed class HubUser : IdentityUser
{
    /// <summary>Chinese name shown to others.</summary>
    public required string NameZh { get; set; }

    /// <summary>English name shown to others.</summary>
    public required string NameEn { get; set; }

    /// <summary>Key of the department the person acts for, if any.</summary>
    public string? Department { get; set; }

    /// <summary>Whether the person may sign in.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>Name shown to others.</summary>
    public LocalText DisplayName => new(NameZh, NameEn);
}
