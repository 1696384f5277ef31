using UrbanGrid.Vision.Objects;

namespace UrbanGrid.EdgeAgent.Settings;

/// <summary>The object detector that the settings name; its file is the same as the hub's (<c>docs/object-detector.md</c>).</summary>
internal static class ObjectsFile
{
    /// <summary>Loads the network for all cameras.</summary>
    /// <exception cref="SettingsException">It cannot be used; the sentence says what to change in which file.</exception>
    public static ObjectNetwork Load(string file, TimeProvider time) => Explained(() => new ObjectNetwork(file, time));

    /// <summary>Loads the network for one who asks and waits.</summary>
    /// <exception cref="SettingsException">As for <see cref="Load"/>.</exception>
    public static ObjectDetector Open(string file) => Explained(() => new ObjectDetector(ObjectConfigFile.Read(file)));

    private static T Explained<T>(Func<T> load)
    {
        try
        {
            return load();
        }
        catch (ObjectConfigException e)
        {
            throw new SettingsException($"objects: {e.Message}");
        }
    }
}
