using Jumpbox.Settings;

namespace Jumpbox.Evidence.Gate;

/// <summary>An image of LocalAzure does not really exist, whatever cloud its record has.</summary>
internal sealed class RealCloudRule()
    : GateRule(
        "real-cloud",
        "Record, settings and endpoint agree on the cloud, and it is a real one.",
        GateSource.Cloud,
        GateSource.File,
        GateSource.Checkout
    )
{
    // Exactly as the settings spell them, without LocalAzure.
    private static readonly string[] Real = ["azure", "azureUSGovernment", "azureChina"];

    protected override RuleVerdict Evaluate(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        string recorded = evidence.Image.Cloud;
        string wanted = evidence.Expected.Value.Template.Cloud;
        string asked = evidence.Cloud.Cloud.Value;
        return recorded == "local" ? Fail("image.json has \"cloud\": \"local\". Build with --cloud=azure.")
            : !Real.Contains(recorded)
                ? Fail($"image.json has \"cloud\": \"{recorded}\", which is not one of {string.Join(", ", Real)}.")
            : recorded != wanted
                ? Fail($"image.json has {recorded}, the settings have {wanted}: use the settings of the build.")
            : recorded != asked ? Fail($"image.json has {recorded}, but the endpoint is {asked}.")
            : Pass($"cloud {recorded}");
    }
}
