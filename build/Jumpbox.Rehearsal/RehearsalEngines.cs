using Jumpbox.Boundaries;

namespace Jumpbox.Rehearsal;

/// <summary>All engines in order of preference.</summary>
public static class RehearsalEngines
{
    // One for the process, because sandboxes are short-lived and connections to the archives are reused.
    private static readonly HttpClient Archives = new()
    {
        Timeout = Limits.SmallFile,
        MaxResponseContentBufferSize = Limits.AnswerBytes,
    };

    /// <summary>The engines' names, in the same order.</summary>
    public static IReadOnlyList<string> Names { get; } = ["root", "rootless", "docker", "podman"];

    /// <summary>Returns the engines.</summary>
    /// <param name="cache">The folder for bases and runs; null means the user's cache folder.</param>
    public static IReadOnlyList<IRehearsalEngine> All(string? cache = null)
    {
        string folder = Path.GetFullPath(cache ?? BaseCache.Default);
        ArchiveChoice archives = new(Archives, folder);
        return
        [
            new MmdebstrapEngine(Identity.Root, folder, archives),
            new MmdebstrapEngine(Identity.User, folder, archives),
            new ContainerEngine("docker", folder),
            new ContainerEngine("podman", folder),
        ];
    }
}
