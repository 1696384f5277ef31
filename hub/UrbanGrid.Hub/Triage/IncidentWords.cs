using System.Globalization;
using UrbanGrid.Casework;
using UrbanGrid.Contracts;
using UrbanGrid.Hub.Devices;
using UrbanGrid.Hub.Http;
using UrbanGrid.Hub.Incidents;

namespace UrbanGrid.Hub.Triage;

/// <summary>What a case made of an incident says was seen.</summary>
public static class IncidentWords
{
    /// <summary>Group of <c>labels.json</c> with a sentence per rule: {0} is the device, {1} what it read, {2} the limit.</summary>
    private const string Sentences = "alarm_sentence";

    /// <summary>What a camera's detectors read.</summary>
    private const string Dwell = "dwell";

    /// <summary>A sentence for each device and rule, and what the operator added.</summary>
    public static LocalText Describe(Incident incident, DeviceDirectory devices, string? note)
    {
        var readings = ReadingsText.Read(incident.ReadingsJson);
        var told = incident.Alarms.DistinctBy(a => (a.DeviceId, a.Rule))
            .Select(a => Sentence(a, readings.FirstOrDefault(r => r.Metric == (a.Metric ?? Dwell)), devices)).ToList();
        var (zh, en) = (string.Join("；", told.Select(t => t.Zh)), string.Join("; ", told.Select(t => t.En)));
        return string.IsNullOrWhiteSpace(note) ? new LocalText($"{zh}。", $"{en}.") : new LocalText($"{zh}。{note.Trim()}", $"{en}. {note.Trim()}");
    }

    private static LocalText Sentence(IncidentAlarm alarm, AlarmReading? reading, DeviceDirectory devices)
    {
        var device = devices.NameOf(alarm.DeviceId);
        if (Label.Has(Sentences, alarm.Rule) && reading is not null)
        {
            var words = Label.Of(Sentences, alarm.Rule).Name;
            var (value, limit) = (Number(reading.Value), Number(reading.Limit ?? 0));
            return new LocalText(Fill(words.Zh, device.Zh, value, limit), Fill(words.En, device.En, value, limit));
        }

        var rule = devices.RuleOf(alarm.DeviceId, alarm.Rule).Name;
        if (alarm.Place is not null)
        {
            var reasons = FeaturesText.Read(alarm.FeaturesJson).Keys.Select(f => devices.MetricOf(alarm.DeviceId, f).Name).ToList();
            return reasons.Count == 0
                ? new LocalText($"{device.Zh}：{rule.Zh}", $"{device.En}: {rule.En}")
                : new LocalText($"{device.Zh}：{rule.Zh}（{string.Join("、", reasons.Select(r => r.Zh))}）", $"{device.En}: {rule.En} ({string.Join(", ", reasons.Select(r => r.En))})");
        }

        if (reading is null)
        {
            return new LocalText($"{device.Zh}报告{rule.Zh}", $"{device.En} reports: {rule.En}");
        }

        var metric = devices.MetricOf(alarm.DeviceId, reading.Metric).Name;
        var text = $"{Number(reading.Value)} {reading.Unit}".TrimEnd();
        return new LocalText($"{device.Zh}报告{rule.Zh}，{metric.Zh} {text}", $"{device.En} reports: {rule.En}, {metric.En} {text}");
    }

    private static string Fill(string sentence, string device, string value, string limit) =>
        string.Format(CultureInfo.InvariantCulture, sentence, device, value, limit);

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
