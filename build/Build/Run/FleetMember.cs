using Jumpbox.Fleets;
using Jumpbox.Settings;

namespace Build.Run;

/// <summary>The place of a run in a repository with several images.</summary>
/// <param name="Image">The image whose settings the run has.</param>
/// <param name="Fleet">The settings of all images, as they are stated.</param>
/// <param name="Shared">What the runs do once.</param>
internal sealed record FleetMember(
    FleetImage Image,
    IReadOnlyDictionary<string, JumpboxSettings> Fleet,
    SharedWork Shared
)
{
    /// <summary>The names of the chosen images.</summary>
    public IReadOnlyList<string> Chosen { get; init; } = [];

    /// <summary>The image's folder below the artifacts folder; null for a target that runs once, for all images.</summary>
    public string? Folder { get; init; }

    /// <summary>Whether other images are worked on at the same time, so that this run has neither terminal nor CI for itself.</summary>
    public bool IsOneOfSeveral { get; init; }

    /// <summary>When the run of all images began, as a timestamp of the run's clock; null if this is the only one.</summary>
    public long? Began { get; init; }

    /// <summary>Takes the outcome.</summary>
    public RunOutcome Outcome { get; } = new();

    /// <summary>Told which target begins.</summary>
    public Action<string>? OnTarget { get; init; }

    /// <summary>The folder of an image, below the artifacts folder.</summary>
    /// <param name="image">The image's name.</param>
    public static string FolderOf(string image) => Path.Combine(Jumpbox.Fleets.Fleet.Folder, image);
}
