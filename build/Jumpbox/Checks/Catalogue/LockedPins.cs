using System.Globalization;
using Jumpbox.Customizer;
using Jumpbox.Smoke;
using Jumpbox.Tools;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The lock pins what the catalogue would download, and a version of the base image.</summary>
internal sealed class LockedPins : ICheck
{
    public string Id => "pins";

    public string Title => "The lock matches the catalogue";

    public CheckArea Area => CheckArea.Template;

    public IReadOnlyList<FactName> Needs => [FactName.Kubectl];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        if (facts.Pins is not { } pins)
        {
            yield return Finding.Skipped("Catalogue and lock were not read.");
            yield break;
        }
        PinProblem[] problems =
        [
            .. LockAgreement.Problems(pins.Catalogue, pins.Lock, facts.Settings),
            .. PackageChoice.Problem(facts.Settings, pins.Catalogue, pins.Lock) is { } packages
                ? [packages]
                : (PinProblem[])[],
            .. ExtensionChoice.Problem(facts.Settings, pins.Catalogue, pins.Lock) is { } extensions
                ? [extensions]
                : (PinProblem[])[],
        ];
        if (problems.Length > 0)
        {
            yield return Finding.Fail(
                $"The lock does not match the catalogue: {string.Join("; ", problems.Select(problem => problem.ToString()))}.",
                Cure.Command("./build.sh --target=Update"),
                ("problems", $"{problems.Length}")
            );
        }
        else
        {
            yield return Finding.Pass(
                $"The lock pins {pins.Lock.Tools.Count} tools as the catalogue defines them.",
                ("digest", pins.Lock.Digest)
            );
        }
        if (facts.Kubectl is { } fit && OfKubectl(fit, pins.Lock.Find(KubectlFit.Tool)?.Version) is { } kubectl)
        {
            yield return kubectl;
        }
        if (pins.Lock.ReviewAt < DateOnly.FromDateTime(facts.Now.UtcDateTime))
        {
            string day = pins.Lock.ReviewAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            yield return Finding.Warn(
                $"The pins were due for review on {day}; base images and package snapshots expire.",
                Cure.Command("./build.sh --target=Update"),
                ("reviewAt", day)
            );
        }
    }

    // Without a pin the lock does not match the catalogue, which is said above.
    private static Finding? OfKubectl(KubectlFit fit, string? pinned) =>
        fit.IsUnknown ? Finding.Unknown($"Whether the pinned kubectl fits its clusters: {fit.Problem}")
        : fit.Problem is { } problem
            ? Finding.Warn(
                $"kubectl does not follow its clusters: {problem}.",
                Cure.Setting("tools.kubectl=true and tools.kubectl-older=true")
            )
        : pinned is null || fit.Has(pinned) ? null
        : Finding.Warn(
            $"The pinned kubectl {pinned} does not fit its clusters: {fit.Range}.",
            Cure.Command("./build.sh --target=Update --tools=kubectl"),
            ("kubectl", pinned)
        );
}
