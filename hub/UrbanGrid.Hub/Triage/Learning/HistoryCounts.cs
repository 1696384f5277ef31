namespace UrbanGrid.Hub.Triage.Learning;

/// <summary>What became of earlier alarms of a rule.</summary>
/// <param name="Rule">All of the rule.</param>
/// <param name="Camera">Of the same device.</param>
/// <param name="Zone">Of the same zone of it.</param>
/// <param name="Place">Of the same place in its picture.</param>
/// <param name="Hour">Of the same device around the same time of day.</param>
public readonly record struct HistoryCounts(Tally Rule, Tally Camera, Tally Zone, Tally Place, Tally Hour);
