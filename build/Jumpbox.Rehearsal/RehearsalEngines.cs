namespace Jumpbox.Rehearsal;

/// <summary>All engines, the best first.</summary>
public static class RehearsalEngines
{
    /// <summary>The engines' names, in the same order.</summary>
    public static IReadOnlyList<string> Names { get; } = ["root", "rootless", "docker", "podman"];

    /// <summary>The engines.</summary>
    /// <param name="http">Checks that archives respond; needs no base address.</param>
    /// <param name="cache">The folder for bases and runs; null means the user's cache folder.</param>
    public static IReadOnlyList<IRehearsalEngine> All(HttpClient http, string? cache = null)
    {
        string folder = Path.GetFullPath(cache ?? BaseCache.Default);
        ArchiveChoice archives = new(http, folder);
        return
        [
            new MmdebstrapEngine(Identity.Root, folder, archives),
            new MmdebstrapEngine(Identity.User, folder, archives),
            new ContainerEngine("docker", folder),
            new ContainerEngine("podman", folder),
        ];
    }
}
