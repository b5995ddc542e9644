using Jumpbox.Fleets;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Fleets;

/// <summary>A repository's settings in a folder of their own: those of the tests, and files for images.</summary>
internal sealed class FleetFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("jumpbox-fleet-").FullName;

    public FleetFolder()
    {
        File.Copy(SampleSettings.File, Shared);
        Directory.CreateDirectory(Path.Combine(_root, "images"));
    }

    public string Shared => Path.Combine(_root, "jumpbox.json");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    public FleetFolder With(string name, string json)
    {
        string file = Path.Combine(_root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, json);
        return this;
    }

    public Fleet? Find() => Fleet.Find(Shared);

    public IReadOnlyDictionary<string, JumpboxSettings> Read(params string[] overrides) =>
        FleetSettings.Read(Find()!, new SettingsSource(Shared, overrides, new Dictionary<string, string>()));

    /// <summary>The message of the settings, which are wrong.</summary>
    public string Refused(params string[] overrides) => Assert.Throws<SettingsException>(() => Read(overrides)).Message;
}
