using System.Globalization;
using Jumpbox.Tools;

namespace Jumpbox.Checks.Catalogue;

/// <summary>The lock holds what the catalogue would fetch, and a version of the base image.</summary>
internal sealed class LockedPins : ICheck
{
    public string Id => "pins";

    public string Title => "The lock agrees with the catalogue";

    public CheckArea Area => CheckArea.Template;

    public IReadOnlyList<FactName> Needs => [];

    public IEnumerable<Finding> Evaluate(Facts facts)
    {
        if (facts.Pins is not { } pins)
        {
            yield return Finding.Skipped("Catalogue and lock were not given.");
            yield break;
        }
        PinProblem[] problems = [.. LockAgreement.Problems(pins.Catalogue, pins.Lock)];
        if (problems.Length > 0)
        {
            yield return Finding.Fail(
                $"The lock does not agree with the catalogue: {string.Join("; ", problems.Select(problem => problem.ToString()))}.",
                Cure.Command("./build.sh --target=Update"),
                ("problems", $"{problems.Length}")
            );
        }
        else
        {
            yield return Finding.Pass(
                $"The lock pins {pins.Lock.Tools.Count} tools as the catalogue fetches them.",
                ("digest", pins.Lock.Digest)
            );
        }
        if (pins.Lock.ReviewAt < DateOnly.FromDateTime(facts.Now.UtcDateTime))
        {
            string day = pins.Lock.ReviewAt.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
            yield return Finding.Warn(
                $"The pins were to be reviewed on {day}; base images and package snapshots expire.",
                Cure.Command("./build.sh --target=Update"),
                ("reviewAt", day)
            );
        }
    }
}
