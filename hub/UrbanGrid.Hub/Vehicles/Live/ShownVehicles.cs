namespace UrbanGrid.Hub.Vehicles.Live;

/// <summary>Which vehicles a watcher has on its map: one bit each.</summary>
public sealed class ShownVehicles
{
    private ulong[] _bits = new ulong[16];

    /// <summary>It is on the map from now on.</summary>
    public void Add(int slot)
    {
        if (slot >> 6 >= _bits.Length)
        {
            Array.Resize(ref _bits, Math.Max(_bits.Length * 2, (slot >> 6) + 1));
        }

        _bits[slot >> 6] |= 1UL << (slot & 63);
    }

    /// <summary>It is no longer on the map; false if it was not.</summary>
    public bool Remove(int slot)
    {
        var bit = 1UL << (slot & 63);
        if (slot >> 6 >= _bits.Length || (_bits[slot >> 6] & bit) == 0)
        {
            return false;
        }

        _bits[slot >> 6] &= ~bit;
        return true;
    }
}
