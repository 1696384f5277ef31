namespace UrbanGrid.Casework.Catalogue.Versions;

/// <summary>A class as somebody wants it to be in a draft.</summary>
/// <param name="Code"><c>component/0103</c> or <c>event/0110</c>.</param>
/// <param name="Major">Name of the major class; null: as it is.</param>
/// <param name="Name">Name of the class; null: as it is.</param>
/// <param name="Off">True: nothing new is filed under it (停用).</param>
/// <param name="Conditions">All its filing conditions, the usual one first.</param>
public sealed record ClassOrder(string Code, LocalText? Major, LocalText? Name, bool Off, IReadOnlyList<ConditionOrder>? Conditions);

/// <summary>A filing condition as somebody wants it to be.</summary>
/// <param name="Key">Lower-case letters, digits, <c>_</c>, <c>+</c> and <c>-</c>; unique within its class.</param>
/// <param name="Name">What it looks like.</param>
/// <param name="Measure">Size from which it counts; may be empty.</param>
/// <param name="Limit">Handling limit, more than zero.</param>
/// <param name="Unit"><c>urgent_hour</c>, <c>urgent_day</c>, <c>work_hour</c> or <c>work_day</c>.</param>
/// <param name="Closing">What must be true to close.</param>
public sealed record ConditionOrder(string? Key, LocalText? Name, string? Measure, double? Limit, string? Unit, LocalText? Closing)
{
    /// <summary>A condition as it is.</summary>
    public static ConditionOrder Of(FilingCondition c) => new(c.Key, c.Name, c.Measure, c.Limit.Value, c.Limit.UnitKey, c.Closing);
}
