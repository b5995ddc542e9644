using Jumpbox.Settings;

namespace Jumpbox.Evidence.Gate;

/// <summary>LocalAzure's images exist nowhere, whatever a record calls its cloud.</summary>
internal sealed class RealCloudRule()
    : GateRule("real-cloud", "Record, settings and the endpoint that was asked name one cloud, and it is a real one.")
{
    // Exactly as the settings spell them, without LocalAzure.
    private static readonly string[] Real = ["azure", "azureUSGovernment", "azureChina"];

    protected override RuleVerdict Look(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        string recorded = evidence.Image.Cloud;
        string wanted = evidence.Expected.Value.Template.Cloud;
        string asked = evidence.Cloud.Cloud.Value;
        return recorded == "local" ? Fail("image.json says \"cloud\": \"local\". Build with --cloud=azure.")
            : !Real.Contains(recorded)
                ? Fail($"image.json says \"cloud\": \"{recorded}\", which is none of {string.Join(", ", Real)}.")
            : recorded != wanted
                ? Fail($"image.json says {recorded}, the settings say {wanted}: use the settings of the build.")
            : recorded != asked ? Fail($"image.json says {recorded}, but the endpoint that was asked is {asked}.")
            : Pass($"cloud {recorded}");
    }
}
