using UrbanGrid.Casework.Actors;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Catalogue.Versions;

namespace UrbanGrid.Casework.Tests.Catalogue;

/// <summary>Drafts that tests start from.</summary>
internal static class Drafts
{
    public const string Garbage = "event/0110";

    public static Actor Admin { get; } = People.Of(Roles.Admin);

    public static ClassOrder OwnClass { get; } = new(
        "event/0170", null, new LocalText("共享雨伞乱放", "Shared umbrellas left about"), Off: false,
        [new ConditionOrder("general", new LocalText("存在问题", "Problem present"), "", 3, "work_hour", new LocalText("已清理", "Cleared"))]);

    public static async Task<CatalogueVersion> DraftAsync(this CaseworkHost host, string? standard = null) =>
        (await host.Get<CatalogueDesk>().BeginAsync(from: null, standard, "test", Admin)).Draft;

    /// <summary>A class as the draft has it, with the limit of its usual condition in working hours changed.</summary>
    public static async Task<CatalogueVersion> SetLimitAsync(this CaseworkHost host, CatalogueVersion draft, string code, double hours)
    {
        var (_, catalogue) = await host.Get<CatalogueDesk>().ReadAsync(draft.Id);
        var known = catalogue.Find(code)!;
        var conditions = known.Conditions.Select(ConditionOrder.Of).ToList();
        conditions[0] = conditions[0] with { Limit = hours, Unit = "work_hour" };
        return await host.Get<CatalogueDesk>().SetClassAsync(
            draft.Id, new ClassOrder(code, null, null, known.IsOff, conditions), draft.Revision, Admin);
    }

    public static async Task<CatalogueVersion> SwitchOffAsync(this CaseworkHost host, CatalogueVersion draft, string code)
    {
        var (_, catalogue) = await host.Get<CatalogueDesk>().ReadAsync(draft.Id);
        var order = new ClassOrder(code, null, null, Off: true, [.. catalogue.Find(code)!.Conditions.Select(ConditionOrder.Of)]);
        return await host.Get<CatalogueDesk>().SetClassAsync(draft.Id, order, draft.Revision, Admin);
    }

    public static Task<CatalogueVersion> PublishAsync(this CaseworkHost host, CatalogueVersion draft, TimeSpan? later = null) =>
        host.Get<CatalogueDesk>().PublishAsync(
            draft.Id, later is { } wait ? (host.Time.GetUtcNow() + wait).ToUnixTimeMilliseconds() : null, draft.Revision, Admin);
}
