using UrbanGrid.Ingest.Mirror;

namespace UrbanGrid.Hub.Setup;

/// <summary>The mirror that the command line asks for.</summary>
public static class MirrorSetup
{
    private const string TokenVariable = "URBANGRID_INFLUX_TOKEN";

    /// <summary>Null if none is asked for. The token comes from a file or the environment, so that no process list shows it.</summary>
    public static MirrorOptions? Read(HubOptions options) => options.InfluxUrl is not { } url
        ? null
        : new MirrorOptions
        {
            Url = url,
            Organisation = options.InfluxOrganisation,
            Bucket = options.InfluxBucket,
            Token = options.InfluxTokenFile is { } file ? File.ReadAllText(file).Trim() : Environment.GetEnvironmentVariable(TokenVariable),
        };
}
