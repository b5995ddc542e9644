namespace Jumpbox.Checks.Catalogue;

/// <summary>The build timeout is within the service's limits and long enough for the steps.</summary>
internal sealed class BuildTimeout : ICheck
{
    // Source: Azure Image Builder, "imageTemplates reference", buildTimeoutInMinutes.
    private const int Least = 6;
    private const int Most = 960;

    // Estimates: starting, capturing and deleting the VM takes about twenty minutes, an upgrade up to twenty, a tool
    // half a minute, an additional region up to fifteen.
    private const int Base = 20;
    private const int Upgrade = 20;
    private const int Region = 15;

    public string Id => "build-timeout";

    public string Title => "The build timeout is long enough";

    public CheckArea Area => CheckArea.Template;

    public IReadOnlyList<FactName> Needs => [];

    // Unknown names are the business of the check of the pins.
    private static int Tools(Facts facts) =>
        facts.Pins is { } pins
            ? pins.Catalogue.Tools.Count(tool => tool.IsSelected(facts.Settings.Tools, facts.Settings.Bundle))
            : facts.Settings.Tools.Count(tool => tool.Value);

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        int limit = facts.Settings.BuildVm.TimeoutMinutes;
        int regions = facts.Settings.Image.Distribute.ReplicationRegions.Count;
        int plausible =
            Base + (facts.Settings.Customizer.Upgrade ? Upgrade : 0) + Math.Max(1, Tools(facts) / 2) + regions * Region;
        (string, string)[] evidence = [("timeoutMinutes", $"{limit}"), ("plausible", $"{plausible}")];
        yield return limit switch
        {
            < Least or > Most => Finding.Fail(
                $"buildVm.timeoutMinutes is {limit}; the service accepts {Least} to {Most}.",
                Cure.Setting("buildVm.timeoutMinutes=240"),
                evidence
            ),
            _ when limit < plausible => Finding.Warn(
                $"buildVm.timeoutMinutes is {limit}, but a build with these steps can take about {plausible}; "
                    + "it would fail with 'context deadline exceeded'.",
                Cure.Setting($"buildVm.timeoutMinutes={Math.Max(240, plausible * 2)}"),
                evidence
            ),
            _ => Finding.Pass(
                $"The build timeout is {limit} minutes; the build is estimated at up to {plausible}.",
                evidence
            ),
        };
        if (facts.Settings.BuildVm.OnCustomizerError == "abort")
        {
            yield return Finding.Warn(
                "buildVm.onCustomizerError is abort: after a failure the build VM keeps running, and costing, until someone deletes it.",
                Cure.Setting("buildVm.onCustomizerError=cleanup"),
                ("onCustomizerError", "abort")
            );
        }
    }
}
