namespace Jumpbox.Rollouts;

/// <summary>How the machines that exist differ from what the settings and the released image say. Pure.</summary>
public static class RolloutDrift
{
    /// <summary>The difference, a line each; one line if there is none.</summary>
    /// <param name="sight">What exists.</param>
    /// <param name="model">What should exist.</param>
    /// <param name="images">The image of each revision; null if it is unknown.</param>
    /// <param name="isShared">Whether what all revisions share was deployed as the settings say.</param>
    public static IReadOnlyList<string> Lines(
        RolloutSight sight,
        RolloutModel model,
        IReadOnlyList<(string Revision, string? Image)> images,
        bool isShared
    )
    {
        List<string> lines = [];
        foreach ((string revision, string? image) in images.Where(one => one.Revision != model.Revision))
        {
            int count = sight.Machines.Count(machine => machine.Revision == revision);
            bool isSame = $"{model.Image}".Equals(image, StringComparison.OrdinalIgnoreCase);
            lines.Add(
                $"{count} of revision {revision} {(isSame ? "with other settings or another template" : $"from {image ?? "an unknown image"}")} to be replaced"
            );
        }
        int has = sight.Machines.Count(machine => machine.Revision == model.Revision);
        if (has != sight.Instances)
        {
            lines.Add($"{has} of {sight.Instances} of revision {model.Revision} exist");
        }
        lines.AddRange(
            sight
                .Machines.Where(machine => machine.Health != MachineHealth.Healthy)
                .Select(machine => $"{machine.Name} is not healthy: {machine.Why}")
        );
        if (sight.Failed is { } failed)
        {
            lines.Add($"revision {failed} was given up; Rollout continues the way back");
        }
        if (!sight.IsRestricted)
        {
            lines.Add("just-in-time access is not as the settings say, or does not name exactly these machines");
        }
        if (!isShared)
        {
            lines.Add("identity, monitoring or Bastion were not deployed as the settings say");
        }
        return lines.Count > 0
            ? [.. lines.Select(line => $"Machines: {line}.")]
            : [$"Machines: {sight.Instances} of revision {model.Revision}, as the settings say."];
    }
}
