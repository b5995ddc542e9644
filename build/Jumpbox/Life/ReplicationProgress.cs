using System.Globalization;

namespace Jumpbox.Life;

/// <summary>The copies of a version by region.</summary>
/// <param name="Regions">Region, state (<c>Unknown</c>, <c>Replicating</c>, <c>Completed</c>, <c>Failed</c>), progress in per cent, and details.</param>
public sealed record ReplicationProgress(
    IReadOnlyList<(string Region, string State, int Progress, string Details)> Regions
)
{
    /// <summary>The regions whose copy failed.</summary>
    public IReadOnlyList<string> Failed => In("Failed");

    /// <summary>The regions whose copy can be used.</summary>
    public IReadOnlyList<string> Completed => In("Completed");

    /// <summary>The progress in one line.</summary>
    public string Line =>
        string.Join(
            ", ",
            Regions.Select(one =>
                one.State == "Replicating"
                    ? string.Create(CultureInfo.InvariantCulture, $"{one.Region} {one.Progress} %")
                    : $"{one.Region} {one.State.ToLowerInvariant()}"
            )
        );

    /// <summary>What failed, each region with Azure's details.</summary>
    public string Failures =>
        string.Join(
            "; ",
            Regions
                .Where(one => one.State == "Failed")
                .Select(one => $"{one.Region}{(one.Details.Length > 0 ? $" ({one.Details.TrimEnd('.')})" : "")}")
        );

    /// <summary>Whether each of some regions is reported, and as completed.</summary>
    /// <param name="regions">Their names.</param>
    public bool IsCompleteIn(IEnumerable<string> regions) =>
        regions.All(region => Completed.Any(done => Naming.Regions.Same(done, region)));

    private string[] In(string state) => [.. Regions.Where(one => one.State == state).Select(one => one.Region)];
}
