namespace Fleet.Bench;

/// <summary>A repository's settings with some images, in a folder of their own.</summary>
internal sealed class FleetFolder : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("jumpbox-bench-").FullName;

    public FleetFolder(int images)
    {
        File.Copy(SampleSettings.File, Settings);
        // The quota is for all images: what a run waits for otherwise is the quota.
        File.WriteAllText(
            World,
            $$"""
            {
              "quotas": {
                "compute": [
                  { "name": "cores", "current": 0, "limit": {{images * 10}} },
                  { "name": "standardDDSv4Family", "current": 0, "limit": {{images * 10}} }
                ],
                "containers": [
                  { "name": "ContainerGroups", "current": 0, "limit": {{images * 10}} },
                  { "name": "StandardCores", "current": 0, "limit": {{images * 10}} }
                ]
              }
            }
            """
        );
        Directory.CreateDirectory(Path.Combine(_root, "images"));
        Images = [.. Enumerable.Range(1, images).Select(number => $"box-{number:D3}")];
        foreach (string image in Images)
        {
            File.WriteAllText(
                Path.Combine(_root, "images", $"{image}.json"),
                $$"""{ "tags": { "purpose": "{{image}}" } }"""
            );
        }
    }

    public IReadOnlyList<string> Images { get; }

    public string Settings => Path.Combine(_root, "jumpbox.json");

    /// <summary>What LocalAzure contains besides its sample.</summary>
    public string World => Path.Combine(_root, "world.json");

    public string PathOf(string name) => Path.Combine(_root, name);

    public void Dispose() => Directory.Delete(_root, recursive: true);
}
