namespace Jumpbox.Checks.Catalogue;

/// <summary>The build's time limit is one that the service takes and that the steps can keep.</summary>
internal sealed class BuildTimeout : ICheck
{
    // Source: Azure Image Builder, "imageTemplates reference", buildTimeoutInMinutes.
    private const int Least = 6;
    private const int Most = 960;

    // Estimates: a VM starts, is captured and cleaned up in about twenty minutes, an upgrade takes up to twenty, a tool
    // half a minute, a further region up to fifteen.
    private const int Base = 20;
    private const int Upgrade = 20;
    private const int Region = 15;

    public string Id => "build-timeout";

    public string Title => "The build's time limit is enough";

    public CheckArea Area => CheckArea.Template;

    public IReadOnlyList<FactName> Needs => [];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        int limit = facts.Settings.BuildVm.TimeoutMinutes;
        int regions = facts.Settings.Image.Distribute.ReplicationRegions.Count;
        int plausible =
            Base
            + (facts.Settings.Customizer.Upgrade ? Upgrade : 0)
            + Math.Max(1, facts.Settings.Tools.Count(tool => tool.Value) / 2)
            + regions * Region;
        (string, string)[] evidence = [("timeoutMinutes", $"{limit}"), ("plausible", $"{plausible}")];
        yield return limit switch
        {
            < Least or > Most => Finding.Fail(
                $"buildVm.timeoutMinutes is {limit}; the service takes {Least} to {Most}.",
                Cure.Setting("buildVm.timeoutMinutes=240"),
                evidence
            ),
            _ when limit < plausible => Finding.Warn(
                $"buildVm.timeoutMinutes is {limit}, and a build with these steps takes up to about {plausible}; "
                    + "it would end with 'context deadline exceeded'.",
                Cure.Setting($"buildVm.timeoutMinutes={Math.Max(240, plausible * 2)}"),
                evidence
            ),
            _ => Finding.Pass($"The build may take {limit} minutes; about {plausible} are plausible.", evidence),
        };
        if (facts.Settings.BuildVm.OnCustomizerError == "abort")
        {
            yield return Finding.Warn(
                "buildVm.onCustomizerError is abort: after a failure the build VM stays, and costs, until somebody deletes it.",
                Cure.Setting("buildVm.onCustomizerError=cleanup"),
                ("onCustomizerError", "abort")
            );
        }
    }
}
