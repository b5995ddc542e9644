using System.Text.Json;

namespace Jumpbox.Fleets;

/// <summary>An image as the job of a CI system: which argument chooses it, and where its artifacts are.</summary>
/// <param name="Image">Its name.</param>
/// <param name="Chosen">The value of <c>--image</c>; empty where there is one image.</param>
/// <param name="Artifacts">Its folder, relative to the repository.</param>
public sealed record FleetJob(string Image, string Chosen, string Artifacts)
{
    /// <summary>Renders jobs on one line, as <c>strategy.matrix.include</c> of GitHub Actions takes them.</summary>
    /// <param name="jobs">The jobs.</param>
    public static string Json(IEnumerable<FleetJob> jobs) => JsonSerializer.Serialize(jobs, JsonSerializerOptions.Web);
}
