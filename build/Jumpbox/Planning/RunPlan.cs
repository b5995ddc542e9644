using Jumpbox.Evidence;
using Jumpbox.Files;
using Jumpbox.Network;
using Jumpbox.Templates;

namespace Jumpbox.Planning;

/// <summary>The plan of <c>--target=Build</c>.</summary>
/// <param name="Template">The template that would be deployed.</param>
/// <param name="TemplateIsThere">Whether the same content is already deployed.</param>
/// <param name="Changes">The planned change of each resource.</param>
/// <param name="Steps">How the customizer differs from the template deployed before.</param>
/// <param name="Egress">The hosts that the build must reach.</param>
/// <param name="Expected">How long an earlier build took; null without one.</param>
/// <param name="Cost">The estimated cost; null without prices or without an earlier build.</param>
public sealed record RunPlan(
    TemplateRecord Template,
    bool TemplateIsThere,
    IReadOnlyList<PlannedChange> Changes,
    IReadOnlyList<PlannedStep> Steps,
    IReadOnlyList<EgressHost> Egress,
    TimeSpan? Expected,
    CostEstimate? Cost
)
{
    /// <summary>The image that the build would write, and why this one.</summary>
    public string Image { get; init; } = "";

    /// <summary>How the machines that were rolled out differ from the settings and the newest release, as sentences; none without them.</summary>
    public IReadOnlyList<string> Machines { get; init; } = [];

    /// <summary>Writes the plan as JSON.</summary>
    /// <param name="path">The file.</param>
    public void WriteTo(string path) => AtomicFile.Write(path, EvidenceJson.Write(this));
}

/// <summary>How one step of the customizer differs from the template that was deployed last.</summary>
/// <param name="Name">The step.</param>
/// <param name="Kind"><c>added</c>, <c>removed</c>, <c>changed</c> or <c>same</c>.</param>
/// <param name="Added">The added lines.</param>
/// <param name="Removed">The removed lines.</param>
public sealed record PlannedStep(string Name, string Kind, IReadOnlyList<string> Added, IReadOnlyList<string> Removed);
