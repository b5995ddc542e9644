using Jumpbox.Evidence;
using Jumpbox.Settings;

namespace Jumpbox.Gating;

/// <summary>What is not committed cannot be found again.</summary>
internal sealed class CleanTreeRule() : GateRule("clean-tree", "The image was built from a commit without changes.")
{
    protected override RuleVerdict Look(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        ImageRecord image = evidence.Image;
        return image.Commit == "unknown" ? Fail("the commit is not known: build in a Git checkout.")
            : image.Dirty ? Fail($"the tree differed from commit {image.Commit}: commit and build again.")
            : Pass($"commit {image.Commit}");
    }
}
