using System.Collections.Concurrent;
using UrbanGrid.Ingest.Devices;

namespace UrbanGrid.Ingest.Jt808.Terminals;

/// <summary>
/// Which device a terminal's number is: the one whose attribute <c>sim</c> is that number, or whose id is <c>jt-</c> and the
/// number, or that let itself in with it. Zeros in front do not count.
/// </summary>
internal sealed class TerminalNumbers
{
    /// <summary>Attribute of the number (SIM 卡号).</summary>
    public const string NumberAttribute = "sim";

    private const string IdPrefix = "jt-";
    private const string SerialAttribute = "serial";

    private readonly DeviceRegistry _registry;
    private readonly ConcurrentDictionary<string, string> _devices = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, string> _numbers = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private bool _loaded;

    public TerminalNumbers(DeviceRegistry registry)
    {
        _registry = registry;
        registry.Changed += Set;
        registry.Removed += Remove;
    }

    /// <summary>The device; null if there is none.</summary>
    public Device? Find(string phone)
    {
        Load();
        var number = Bcd.Significant(phone);
        return _devices.TryGetValue(number, out var id) ? _registry.Find(id) : _registry.Find(IdPrefix + phone) ?? _registry.Find(IdPrefix + number);
    }

    private void Load()
    {
        if (Volatile.Read(ref _loaded))
        {
            return;
        }

        lock (_lock)
        {
            if (!_loaded)
            {
                foreach (var device in _registry.All)
                {
                    Set(device);
                }

                Volatile.Write(ref _loaded, true);
            }
        }
    }

    private void Set(Device device)
    {
        var number = NumberOf(device);
        if (_numbers.TryGetValue(device.Id, out var before) && before != number)
        {
            Remove(device);
        }

        if (number is not null)
        {
            _numbers[device.Id] = number;
            _devices[number] = device.Id;
        }
    }

    private void Remove(Device device)
    {
        if (_numbers.TryRemove(device.Id, out var number))
        {
            _devices.TryRemove(new KeyValuePair<string, string>(number, device.Id));
        }
    }

    /// <summary>A number in an attribute may be text or a number.</summary>
    private static string? NumberOf(Device device) =>
        Bcd.Significant(device.Text(NumberAttribute) ?? device.Number(NumberAttribute)?.ToString("F0", System.Globalization.CultureInfo.InvariantCulture)
            ?? (device.Text(SerialAttribute) is { Length: <= 20 } serial && serial.All(char.IsAsciiDigit) ? serial : null));
}
