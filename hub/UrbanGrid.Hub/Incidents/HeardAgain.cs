using UrbanGrid.Contracts;

namespace UrbanGrid.Hub.Incidents;

/// <summary>What hearing once more of an alarm changes at its incident.</summary>
internal static class HeardAgain
{
    /// <summary>Takes over its end, or, of a vehicle, that further reasons agree; whether anything changed.</summary>
    public static bool Apply(Incident incident, Alarm alarm)
    {
        var stored = incident.Alarms.Single(a => a.AlarmId == alarm.Id);
        return alarm.ClearedAt is { } clearedAt ? End(incident, stored, clearedAt) : Believe(incident, stored, alarm);
    }

    private static bool End(Incident incident, IncidentAlarm stored, long clearedAt)
    {
        if (stored.ClearedAt is not null)
        {
            return false;
        }

        stored.ClearedAt = clearedAt;
        if (incident.Alarms.All(a => a.ClearedAt is not null))
        {
            incident.EndedAt = incident.Alarms.Max(a => a.ClearedAt);
        }

        return true;
    }

    private static bool Believe(Incident incident, IncidentAlarm stored, Alarm alarm)
    {
        if (alarm.Place is null || alarm.Score <= stored.Score)
        {
            return false;
        }

        (stored.Score, stored.FeaturesJson) = (alarm.Score, FeaturesText.Write(alarm.Features));
        incident.Score = FusedScore.Of(incident.Alarms);
        incident.ReadingsJson = ReadingsText.Merge(incident.ReadingsJson, alarm.Readings);
        return true;
    }
}
