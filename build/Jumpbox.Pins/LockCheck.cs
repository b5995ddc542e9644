using System.Globalization;
using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>What can be said of the lock without any network.</summary>
public static class LockCheck
{
    /// <summary>Looks at the lock.</summary>
    /// <param name="pins">Catalogue and lock.</param>
    /// <param name="content">The lock's bytes as they are checked in.</param>
    /// <param name="today">The day, for the review.</param>
    public static IReadOnlyList<PinFinding> Offline(ToolPins pins, ReadOnlySpan<byte> content, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(pins);
        List<PinFinding> findings = [];
        if (!content.SequenceEqual(pins.Lock.ToBytes()))
        {
            findings.Add(
                PinFinding.Problem(
                    "lock",
                    "the file is not in its canonical form, so somebody edited it by hand",
                    "run --target=Update, which writes it in the form that gives readable diffs"
                )
            );
        }
        findings.AddRange(
            LockAgreement
                .Problems(pins.Catalogue, pins.Lock)
                .Select(problem =>
                    PinFinding.Problem("lock", problem.ToString(), "correct the catalogue, or run --target=Update")
                )
        );
        if (pins.Lock.ReviewAt <= today)
        {
            findings.Add(
                PinFinding.Problem(
                    "lock",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"the review was due on {pins.Lock.ReviewAt:yyyy-MM-dd}"
                    ),
                    "run --target=Update and read the release notes that it links"
                )
            );
        }
        findings.AddRange(BaseImages(pins));
        findings.AddRange(pins.Lock.Tools.SelectMany(tool => Tool(pins.Catalogue, tool)));
        return findings;
    }

    /// <summary>Holds a pinned base image against what Azure offers.</summary>
    /// <param name="image">The pin.</param>
    /// <param name="offered">The versions that Azure lists.</param>
    /// <returns>The finding, or null where the version is offered.</returns>
    public static PinFinding? Offered(LockedBaseImage image, IReadOnlyList<string> offered)
    {
        ArgumentNullException.ThrowIfNull(image);
        ArgumentNullException.ThrowIfNull(offered);
        return offered.Contains(image.Version)
            ? null
            : PinFinding.Problem(
                $"{image.Offer}/{image.Sku} {image.Version}",
                offered.Count == 0
                    ? "Azure offers no version of this image in the region any more"
                    : $"Azure does not offer this version any more; its newest is {BaseImageVersions.Newest(offered)}",
                "run --target=Update --cloud=azure"
            );
    }

    /// <summary>Holds all pinned base images against what Azure offers.</summary>
    /// <param name="pins">Catalogue and lock.</param>
    /// <param name="offered">Azure's versions by image, or null where Azure was not asked.</param>
    public static IEnumerable<PinFinding> Offered(
        ToolPins pins,
        IReadOnlyDictionary<CatalogueBaseImage, IReadOnlyList<string>>? offered
    )
    {
        ArgumentNullException.ThrowIfNull(pins);
        if (offered is null)
        {
            return
            [
                PinFinding.Note(
                    "base images",
                    "Azure was not asked whether it still offers them",
                    "--cloud=azure asks"
                ),
            ];
        }
        return pins
            .Lock.BaseImages.Select(image =>
                pins.Catalogue.FindBaseImage(image.Publisher, image.Offer, image.Sku) is { } known
                && offered.TryGetValue(known, out IReadOnlyList<string>? versions)
                    ? Offered(image, versions)
                    : null
            )
            .OfType<PinFinding>();
    }

    private static IEnumerable<PinFinding> BaseImages(ToolPins pins) =>
        pins
            .Lock.BaseImages.Where(image => image.Stated is < 2)
            .Select(image =>
                PinFinding.Note(
                    $"{image.Offer}/{image.Sku} {image.Version}",
                    "a candidate: the version was seen in one place only",
                    "--target=Check --cloud=azure asks Azure for it"
                )
            );

    private static IEnumerable<PinFinding> Tool(ToolCatalogue catalogue, LockedTool tool)
    {
        string pin = $"{tool.Name} {tool.Version}";
        foreach (LockedArtifact file in tool.Artifacts.Where(file => file.IsCandidate))
        {
            yield return PinFinding.Note(
                pin,
                $"{Name(file)}: a candidate, its digest {file.Sha256[..12]}... was seen in one place only",
                "a wrong digest can only stop a build; --target=Update has the publisher confirm it"
            );
        }
        if (catalogue.Find(tool.Name) is { Archived: true } definition)
        {
            yield return PinFinding.Note(
                pin,
                $"{definition.Repository} is archived: {definition.Warning}",
                $"set tools.{tool.Name} to false in jumpbox.json unless you need it"
            );
        }
    }

    internal static string Name(LockedArtifact file) =>
        file.Suite is null ? file.Architecture : $"{file.Suite} {file.Architecture}";
}
