using Jumpbox.Settings;

namespace Jumpbox.Gating;

/// <summary>LocalAzure's images exist nowhere.</summary>
internal sealed class RealCloudRule() : GateRule("real-cloud", "The image is in a real cloud, not in LocalAzure.")
{
    protected override RuleVerdict Look(GateEvidence evidence, GateSettings settings, DateTimeOffset now) =>
        evidence.Image.IsLocal
            ? Fail("image.json says \"cloud\": \"local\". Build with --cloud=azure.")
            : Pass($"cloud {evidence.Image.Cloud}");
}
