using System.Text.Json.Nodes;
using UrbanGrid.Casework.Catalogue;
using UrbanGrid.Casework.Register;
using UrbanGrid.TestKit;

namespace UrbanGrid.Casework.Tests.Places;

/// <summary>A copy of the sample city that a test changes.</summary>
internal sealed class SampleCityCopy : IDisposable
{
    private readonly TempFolder _folder = new();

    public SampleCityCopy()
    {
        foreach (var file in CityFileNames.All.Where(f => System.IO.File.Exists(Path.Combine(CaseworkHost.SampleCity, f))))
        {
            System.IO.File.Copy(Path.Combine(CaseworkHost.SampleCity, file), _folder.File(file));
        }
    }

    public string Folder => _folder.Path;

    public string File(string name) => _folder.File(name);

    /// <summary>Changes the features of a GeoJSON file.</summary>
    public void Change(string file, Action<JsonArray> change)
    {
        var json = JsonNode.Parse(System.IO.File.ReadAllText(_folder.File(file)))!;
        change(json["features"]!.AsArray());
        System.IO.File.WriteAllText(_folder.File(file), json.ToJsonString());
    }

    /// <summary>Moves the positions of a feature's only ring.</summary>
    public void Move(string file, string code, Func<(double Lon, double Lat), (double Lon, double Lat)> move) => Change(file, features =>
    {
        var ring = features.Single(f => (string)f!["properties"]!["code"]! == code)!["geometry"]!["coordinates"]![0]!.AsArray();
        foreach (var position in ring)
        {
            var (lon, lat) = move(((double)position![0]!, (double)position[1]!));
            (position[0], position[1]) = (lon, lat);
        }
    });

    public CityImportReport Check() => CityImport.Check(_folder.Path, CaseCatalogue.Standard);

    public void Dispose() => _folder.Dispose();
}
