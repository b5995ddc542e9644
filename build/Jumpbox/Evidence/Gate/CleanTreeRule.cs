using System.Text.RegularExpressions;
using Jumpbox.Settings;
using Jumpbox.Templates;

namespace Jumpbox.Evidence.Gate;

/// <summary>Uncommitted changes cannot be reproduced.</summary>
internal sealed partial class CleanTreeRule()
    : GateRule(
        "clean-tree",
        "Both the image and this verdict come from a commit without local changes.",
        GateSource.File,
        GateSource.Checkout
    )
{
    protected override RuleVerdict Evaluate(GateEvidence evidence, GateSettings settings, DateTimeOffset now)
    {
        ImageRecord image = evidence.Image;
        TemplateRecord here = evidence.Expected.Value.Template;
        return image.Commit == "unknown" ? Fail("the commit is unknown: build in a Git checkout.")
            : !Hexadecimal().IsMatch(image.Commit) ? Fail($"'{image.Commit}' is not a commit: build in a Git checkout.")
            : image.Dirty ? Fail($"the tree differed from commit {image.Commit}: commit and build again.")
            : here.Dirty
                ? Fail($"this checkout differs from its commit {here.Commit}: run the gate in a clean checkout.")
            : Pass($"commit {image.Commit}, judged at commit {here.Commit}");
    }

    [GeneratedRegex(@"\A[0-9a-f]{40}\z")]
    private static partial Regex Hexadecimal();
}
