using System.Text.Json;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Evidence;

namespace UrbanGrid.Hub.Alarms;

/// <summary>Keeps the pictures of a suppressed alarm, so that the incident it may raise later has them, and those of a device fault.</summary>
public sealed class KeptPictures(EvidenceStore evidence)
{
    /// <summary>Stores the pictures of an alarm; null if it has none.</summary>
    public async Task<string?> KeepAsync(Alarm alarm, CancellationToken cancellationToken)
    {
        if (alarm.Pictures.Count == 0)
        {
            return null;
        }

        List<KeptPicture> kept = [];
        foreach (var picture in alarm.Pictures)
        {
            kept.Add(new KeptPicture(picture.Moment, picture.TakenAt, await evidence.SaveAsync(picture.Jpeg, cancellationToken)));
        }

        return JsonSerializer.Serialize(kept);
    }

    /// <summary>What is kept of a record's pictures.</summary>
    public static IReadOnlyList<KeptPicture> ListOf(AlarmRecord record) =>
        record.PicturesJson is { } json ? JsonSerializer.Deserialize<List<KeptPicture>>(json)! : [];

    /// <summary>The alarm of a record with its pictures, as it was told.</summary>
    public async Task<Alarm> RestoreAsync(AlarmRecord record, CancellationToken cancellationToken)
    {
        List<AlarmPicture> pictures = [];
        foreach (var kept in ListOf(record))
        {
            if (evidence.Find(kept.Sha256) is { } path)
            {
                pictures.Add(new AlarmPicture(kept.Moment, kept.TakenAt, await File.ReadAllBytesAsync(path, cancellationToken)));
            }
        }

        return record.ToAlarm() with { Pictures = pictures };
    }
}
