using System.Buffers.Text;
using System.Text;
using UrbanGrid.Hub.Http;

namespace UrbanGrid.Hub.Devices;

/// <summary>Where a page of devices ended: key and id of its last one, so that devices which come or go shift no page.</summary>
internal readonly record struct DeviceCursor(string Key, string Id) : IComparable<DeviceCursor>
{
    private const char Between = '\n';

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="ProblemException">It is no cursor.</exception>
    public static DeviceCursor Read(string text)
    {
        try
        {
            var parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(Between, 2);
            return parts.Length == 2 ? new DeviceCursor(parts[1], parts[0]) : throw new FormatException();
        }
        catch (FormatException)
        {
            throw new ProblemException("invalid_value", "cursor", "'next'");
        }
    }

    /// <summary>The cursor as text for an address.</summary>
    public string Write() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{Id}{Between}{Key}"));

    /// <inheritdoc/>
    public int CompareTo(DeviceCursor other)
    {
        var byKey = string.CompareOrdinal(Key, other.Key);
        return byKey != 0 ? byKey : string.CompareOrdinal(Id, other.Id);
    }

    /// <summary>Compares with a cursor that may be missing: everything comes after none.</summary>
    public int CompareTo(DeviceCursor? other) => other is { } known ? CompareTo(known) : 1;
}
